package io.controlfeed.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true, but not for ever. */
public final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Patience() {}

    public static void until(String what, Callable<Boolean> isTrue) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isTrue.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("after " + LIMIT.toSeconds() + " s still not: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
