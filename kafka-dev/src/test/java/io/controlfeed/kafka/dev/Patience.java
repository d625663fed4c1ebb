package io.controlfeed.kafka.dev;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true, but not for ever. */
final class Patience {
    static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Patience() {}

    static void until(String what, Callable<Boolean> isTrue) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isTrue.call()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("after " + LIMIT.toSeconds() + " s still not: " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
