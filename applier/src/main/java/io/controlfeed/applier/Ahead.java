package io.controlfeed.applier;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The events that were read and not yet applied, in their order; bounded. */
final class Ahead implements AutoCloseable {
    private final int most;
    private final Queue<Prepared> events = new ArrayDeque<>();
    private final Set<Integer> caughtUp = new HashSet<>();
    private @Nullable Throwable failure;
    private int inHand;
    private boolean hasNews;

    Ahead(int most) {
        this.most = most;
    }

    /** Adds an event; waits while there are too many. */
    synchronized void add(Prepared event) throws InterruptedException {
        while (events.size() >= most) {
            wait();
        }
        events.add(event);
        caughtUp.remove(event.lane());
        notifyAll();
    }

    /** A lane's source has nothing more for now. */
    synchronized void caughtUp(int lane) {
        if (caughtUp.add(lane)) {
            hasNews = true;
            notifyAll();
        }
    }

    /** Nothing more can be read. What was is still applied. */
    synchronized void fail(Throwable why) {
        if (failure == null) {
            failure = why;
        }
        notifyAll();
    }

    /** How many lanes had nothing more, with everything that they had handed over. */
    synchronized int lanesCaughtUp() {
        return events.isEmpty() && failure == null ? caughtUp.size() : 0;
    }

    /** What was taken is applied, or given up. */
    synchronized void settled() {
        inHand = 0;
    }

    /** How many there are, with those that were taken and are not settled. */
    synchronized int size() {
        return events.size() + inHand;
    }

    /**
     * The next events: the first one, which may have to be waited for, and what is ready right behind it. None when a lane has nothing more
     * for now, which is told once.
     *
     * @param wait how long to wait if there is none
     * @throws RuntimeException why nothing more can be read, once everything else was taken
     */
    synchronized List<Prepared> take(int atMost, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        for (long left = wait.toNanos(); events.isEmpty() && failure == null && !hasNews && left > 0; ) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        hasNews = false;
        if (events.isEmpty() && failure != null) {
            if (failure instanceof RuntimeException fatal) {
                throw fatal;
            }
            throw new IllegalStateException("a lane's reader has ended", failure);
        }
        List<Prepared> taken = new ArrayList<>(Math.min(atMost, events.size()));
        for (Prepared next = events.peek(); next != null && taken.size() < atMost; next = events.peek()) {
            if (!taken.isEmpty() && !next.isReady()) {
                break;
            }
            taken.add(events.remove());
        }
        inHand = taken.size();
        notifyAll();
        return taken;
    }

    /** Gives up what was not taken. */
    @Override
    public synchronized void close() {
        events.forEach(Prepared::close);
        events.clear();
    }
}
