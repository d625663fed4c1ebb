package io.controlfeed.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Looks again and again, a thousand times a second, until something is so. */
final class Waiting {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 1;

    private Waiting() {}

    /** Something that may be so by now. */
    interface Condition {
        boolean isMet() throws IOException, InterruptedException;
    }

    /** @param what what is waited for, for whoever waits in vain */
    static void until(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.isMet()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("waited in vain for " + PATIENCE.toSeconds() + " seconds: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
