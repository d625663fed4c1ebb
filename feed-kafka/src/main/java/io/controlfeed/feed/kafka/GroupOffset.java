package io.controlfeed.feed.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offset that the consumer group shows to Kafka's tools. Moved in the background, one request at a time and not all the time, since
 * brokers write each of them to their disks; the latest position wins, and one that was lost on the way is made good by the next.
 */
final class GroupOffset implements AutoCloseable {
    /** For one that each node of a fleet moves. */
    static final Duration PACE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(GroupOffset.class);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final long NOTHING = -1;

    /** The way on which a position gets to Kafka. */
    interface Way {
        /** Begins to commit a position, and tells how that ended: with an error, or null. */
        void commit(long position, Consumer<@Nullable Throwable> ended);
    }

    private enum State {
        /** What is wanted is shown, or was lost. */
        AT_REST,
        /** It is not time yet. */
        WAITING,
        UNDER_WAY
    }

    private final String name;
    private final Way way;
    private final long pace;
    private State state = State.AT_REST;
    private long wanted;
    private long shown;
    private long nextTurn = System.nanoTime();
    private boolean hurried;
    private boolean failing;
    private boolean closed;

    /** @param pace from the beginning of one commit to that of the next; without one nothing is sent by a thread of the JDK */
    GroupOffset(String name, Way way, Duration pace) {
        this.name = name;
        this.way = way;
        this.pace = pace.toNanos();
    }

    /** The first is shown at once; what follows closely, together a little later. */
    void moveTo(long position) {
        sendAfter(turn(position));
    }

    /** How many nanoseconds to wait before something is sent, or {@link #NOTHING}. */
    private synchronized long turn(long position) {
        wanted = Math.max(wanted, position);
        if (state != State.AT_REST || wanted <= shown || closed) {
            return NOTHING;
        }
        state = State.WAITING;
        return hurried ? 0 : Math.max(0, nextTurn - System.nanoTime());
    }

    private void sendAfter(long wait) {
        if (wait == 0) {
            send();
        } else if (wait != NOTHING) {
            CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(this::send);
        }
    }

    private void send() {
        long position;
        synchronized (this) {
            if (state != State.WAITING || closed) {
                return;
            }
            state = State.UNDER_WAY;
            nextTurn = System.nanoTime() + pace;
            position = wanted;
        }
        way.commit(position, error -> sendAfter(ended(position, error)));
    }

    /** What to do next. After a failure nothing, until somebody moves on. */
    private synchronized long ended(long sent, @Nullable Throwable error) {
        state = State.AT_REST;
        notifyAll();
        if (error == null) {
            failing = false;
            shown = sent;
            return turn(sent);
        }
        if (!failing && !closed) {
            LOG.warn(
                    "{}: the group's offset stays at {}, which only misleads who looks at its lag", name, shown, error);
        }
        failing = true;
        return NOTHING;
    }

    /** From now on nothing waits for its turn. */
    private void hurry() {
        synchronized (this) {
            hurried = true;
        }
        send();
    }

    /** Lets the last position arrive, if that takes but a moment: losing it costs nobody an event. */
    @Override
    public void close() {
        hurry();
        synchronized (this) {
            long deadline = System.nanoTime() + MOMENT.toNanos();
            long left = MOMENT.toNanos();
            try {
                while (state != State.AT_REST && left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                    left = deadline - System.nanoTime();
                }
            } catch (InterruptedException keptForTheCaller) {
                Thread.currentThread().interrupt();
            }
            closed = true;
        }
    }
}
