package io.controlfeed.publisher.pump;

import io.controlfeed.publisher.outbox.OutboxRow;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How much of the pump's time rows that failed before may take from those that did not: a tenth, or all that is left over. */
final class RetryShare {
    /** The most of them that are tried together: one that the feed takes long to refuse delays few. */
    static final int BATCH = 100;

    private static final int OTHERS = 9;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private long next = System.nanoTime();

    boolean isDue() {
        return System.nanoTime() - next >= 0;
    }

    /** Nothing else is to be done. */
    void hurry() {
        next = System.nanoTime();
    }

    /** They were looked for. */
    void looked() {
        next = System.nanoTime() + LOOK_NANOS;
    }

    void took(List<OutboxRow> batch, long nanos) {
        if (batch.get(0).attempts() > 0) {
            next = System.nanoTime() + Math.max(LOOK_NANOS, OTHERS * nanos);
        }
    }
}
