package io.controlfeed.kafka.dev;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true, but not for ever. */
final class Patience {
    static final Duration LIMIT = Duration.ofSeconds(90);

    /** A look makes a client of its own and asks the broker, on the processors that what is waited for needs. */
    private static final Duration PAUSE = Duration.ofMillis(50);

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
