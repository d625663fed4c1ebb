package io.controlfeed.applier;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must come, and fails instead of waiting for ever. */
final class Eventually {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long PAUSE_NANOS = 2_000_000;

    private Eventually() {}

    interface Condition {
        boolean holds() throws Exception;
    }

    static void holds(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + LIMIT + ": " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
