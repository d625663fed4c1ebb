package io.controlfeed.publisher.pump;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish that a pump ends: once it was said, it stays. */
final class Stop {
    private final CountDownLatch askedFor = new CountDownLatch(1);

    void ask() {
        askedFor.countDown();
    }

    boolean isAskedFor() {
        return askedFor.getCount() == 0;
    }

    /** Waits, but no longer than until it is said; returns whether it was. */
    boolean await(Duration time) throws InterruptedException {
        return askedFor.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
