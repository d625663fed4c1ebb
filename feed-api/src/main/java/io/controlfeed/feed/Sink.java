package io.controlfeed.feed;

import java.util.List;

/**
 * Appends events to the feed. The rules that hold for every sink are numbered in CONTRACT.md (W and B).
 *
 * <p>Durable when: as soon as {@code append} returns an event's outcome as appended or duplicate, that event survives a crash
 * of this process and is found by every later reader. Duplicates: the event id is the idempotency key, in this process and in
 * every other. Threads: any number at once. After {@link #close()}: {@link IllegalStateException}.
 */
public interface Sink extends AutoCloseable {
    /** The most events of one batch. */
    int MAX_BATCH = 1_000;

    /** Which feed this is, for logs and messages: the backend's name and the place. */
    String name();

    /**
     * Appends events in their order and tells each one's fate, in the same order.
     *
     * <p>What goes wrong with the feed is the outcome of the events that it befell, also if it befell them all: this method
     * throws no {@link FeedException}. A failed event holds back what follows on its own subject in this batch, and nothing
     * else. Blocks until every outcome
     * is known or given up on, with a bound that the backend states; an interrupt does not cut it short and is kept.
     *
     * @param events unstamped events, at most {@link #MAX_BATCH}
     * @throws IllegalArgumentException if an event is stamped already or there are too many; nothing is stored then
     */
    List<AppendOutcome> append(List<ControlEvent> events);

    /**
     * Appends one event.
     *
     * @return the event with the control version that it has in the feed, be it from now or from an earlier append
     * @throws FeedException if it is not known to be in the feed; the kind says what to do next
     */
    default ControlEvent append(ControlEvent event) {
        return append(List.of(event)).get(0).orThrow();
    }

    /** Releases everything. May be called again, and from any thread. */
    @Override
    void close();

    /** What every sink demands of a batch, before it touches the feed. */
    static void check(List<ControlEvent> events) {
        if (events.size() > MAX_BATCH) {
            throw new IllegalArgumentException(
                    "a batch of " + events.size() + " events: append at most " + MAX_BATCH + " at once");
        }
        for (ControlEvent event : events) {
            if (event.controlVersion() != 0) {
                throw new IllegalArgumentException("event '" + event.eventId() + "' already has control version "
                        + event.controlVersion() + ": append the unstamped event");
            }
        }
    }
}
