package io.controlfeed.feed;

/**
 * Tells the feed that the node has durably applied an event. A source whose events need acknowledgement implements it beside
 * {@link Source}; whoever applies events asks with {@code instanceof}.
 *
 * <p>To be called only after the transaction that wrote the event's effects and the cursor has committed. A lost ack costs a
 * redelivery and nothing else: what a poll returns follows the caller's cursor, never the acks.
 */
public interface Acker {
    /**
     * Acknowledges one event. Out of order, twice, late or for an id never delivered: harmless. Does not wait for the feed; may
     * be called from any thread.
     *
     * @throws IllegalStateException after the source was closed
     */
    void ack(String eventId);
}
