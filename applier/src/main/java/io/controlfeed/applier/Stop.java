package io.controlfeed.applier;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The wish that an applier ends: once it was said, it stays, and nobody waits any more. */
final class Stop {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_DOUBLINGS = 20;

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean wasSaid;

    void ask() {
        wasSaid = true;
        over.countDown();
    }

    /** The applier ends without that: nobody waits for anything any more. */
    void end() {
        over.countDown();
    }

    /** Whether somebody wished it, and it did not end by itself. */
    boolean wasSaid() {
        return wasSaid;
    }

    boolean isAskedFor() {
        return over.getCount() == 0;
    }

    /** Waits, but no longer than until it is said; returns whether it was. */
    boolean await(Duration time) throws InterruptedException {
        return over.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits after something failed: twice as long each time, up to a limit, and not all nodes at the same moment.
     *
     * @param failures how often it has failed, at least 1
     * @throws InterruptedException also if the wish was said
     */
    void pauseAfter(int failures) throws InterruptedException {
        long longest = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(failures - 1, MOST_DOUBLINGS));
        long pause = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        if (over.await(pause, TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("asked to stop");
        }
    }
}
