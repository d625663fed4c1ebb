package io.controlfeed.bench;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** When one event after the other came to somebody, told by a thread of its own. */
final class Arrivals implements SteadyCommits.Had {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BlockingQueue<Long> nanos = new LinkedBlockingQueue<>();

    /** So many have come just now. */
    void now(int events) {
        long now = System.nanoTime();
        for (int n = 0; n < events; n++) {
            nanos.add(now);
        }
    }

    /** When the next one came. */
    @Override
    public long next() throws InterruptedException {
        Long next = nanos.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("an event did not come within " + PATIENCE.toSeconds() + " seconds");
        }
        return next;
    }
}
