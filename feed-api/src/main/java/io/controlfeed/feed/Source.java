package io.controlfeed.feed;

import java.time.Duration;
import java.util.List;

/**
 * Yields events after a position. The rules that hold for every source are numbered in CONTRACT.md (P).
 *
 * <p>The caller's cursor is the truth: a source goes where it is told, also backwards. It keeps no position of its own that a
 * caller could notice. Threads: one at a time, but {@link #close()} may come from any. After close:
 * {@link IllegalStateException}.
 */
public interface Source extends AutoCloseable {
    /** The most events that one poll returns. */
    int MAX_POLL = 1_000;

    /** Which feed this is, for logs and messages: the backend's name and the place. */
    String name();

    /**
     * The events next after a position: strictly ascending control versions, none left out, at most {@link #MAX_POLL}.
     * Versions may have holes; nobody may assume that version + 1 is the next.
     *
     * @param since the control version up to which the caller has everything; 0 for the beginning
     * @param wait how long to wait if there is nothing yet; returns as soon as there is something
     * @return the events; empty if nothing was there when the poll began and nothing came, which is not an error
     * @throws FeedException.Gap if the feed no longer holds what comes after {@code since}, or ends before it
     * @throws FeedException.EpochChanged if the feed was recreated since this source was opened
     * @throws FeedException.Corrupt if the next event cannot be read; the events before it were delivered
     * @throws FeedException.Unavailable if the feed cannot be reached for now
     * @throws InterruptedException if the thread is interrupted before there is something
     */
    List<ControlEvent> poll(long since, Duration wait) throws InterruptedException;

    /** Releases everything and ends a waiting poll. May be called again, and from any thread. */
    @Override
    void close();

    /** What every source demands of a poll. */
    static void check(long since, Duration wait) {
        if (since < 0) {
            throw new IllegalArgumentException("a poll since " + since + ": 0 is the beginning of a feed");
        }
        if (wait.isNegative()) {
            throw new IllegalArgumentException("a poll that waits " + wait + ": wait zero or longer");
        }
    }
}
