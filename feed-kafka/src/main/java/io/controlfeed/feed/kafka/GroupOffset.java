package io.controlfeed.feed.kafka;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offset that the consumer group shows to Kafka's tools. Moved in the background, one request at a time, the latest position
 * wins: a position that was lost on the way is made good by the next.
 */
final class GroupOffset implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupOffset.class);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** The way on which a position gets to Kafka. */
    interface Way {
        /** Begins to commit a position, and tells how that ended: with an error, or null. */
        void commit(long position, Consumer<@Nullable Throwable> ended);
    }

    private final String name;
    private final Way way;
    private long wanted;
    private long shown;
    private boolean underWay;
    private boolean failing;
    private boolean closed;

    GroupOffset(String name, Way way) {
        this.name = name;
        this.way = way;
    }

    void moveTo(long position) {
        send(begin(position));
    }

    /** What to send now; 0 if nothing. */
    private synchronized long begin(long position) {
        wanted = Math.max(wanted, position);
        if (underWay || closed || wanted <= shown) {
            return 0;
        }
        underWay = true;
        return wanted;
    }

    private void send(long position) {
        if (position > 0) {
            way.commit(position, error -> send(ended(position, error)));
        }
    }

    /** What to send next: what came meanwhile. After a failure nothing, until somebody moves on. */
    private synchronized long ended(long sent, @Nullable Throwable error) {
        underWay = false;
        notifyAll();
        if (error == null) {
            failing = false;
            shown = sent;
            return begin(sent);
        }
        if (!failing && !closed) {
            LOG.warn(
                    "{}: the group's offset stays at {}, which only misleads who looks at its lag", name, shown, error);
        }
        failing = true;
        return 0;
    }

    /** Lets the last position arrive, if that takes but a moment: losing it costs nobody an event. */
    @Override
    public synchronized void close() {
        long deadline = System.nanoTime() + MOMENT.toNanos();
        long left = MOMENT.toNanos();
        try {
            while (underWay && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException keptForTheCaller) {
            Thread.currentThread().interrupt();
        }
        closed = true;
    }
}
