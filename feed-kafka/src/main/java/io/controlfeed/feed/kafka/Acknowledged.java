package io.controlfeed.feed.kafka;

import io.controlfeed.feed.ControlEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Up to where a node has acknowledged without a hole: before the first event that was delivered and not acknowledged. Nothing is
 * shown before the first ack: whoever only reads along leaves no trace.
 */
final class Acknowledged {
    /**
     * The most deliveries that are remembered until they and all before them are acknowledged. Whoever lets more of them wait shows
     * the position before them until it opens the feed anew, and a reader that never acknowledges does not fill the memory.
     */
    static final int MAX_WAITING = 50_000;

    private final Map<String, Delivery> waiting = new HashMap<>();
    /** In the order of their versions; the first one waits. Acks come in this order as good as always. */
    private final Deque<Delivery> deliveries = new ArrayDeque<>();
    /** Acknowledged before one that they stand behind: a replay brings them again, and nobody need acknowledge them again. */
    private final TreeSet<Long> ahead = new TreeSet<>();

    private boolean begun;
    private boolean acked;
    private long notRemembered = Long.MAX_VALUE;
    private long position;
    private long upTo;

    /**
     * @param since the position that was asked for; the first one is the node's cursor, applied by an earlier process
     * @param next the position at which the reader goes on: behind these events, and behind holes that follow them
     */
    synchronized void delivered(long since, List<ControlEvent> events, long next) {
        if (!begun) {
            begun = true;
            upTo = since;
        }
        for (ControlEvent event : events) {
            remember(event.eventId(), event.controlVersion());
        }
        position = Math.max(position, next);
        advance();
    }

    /**
     * What was acknowledged before and is only read again, by a replay, has nothing to wait for; and what stands behind a delivery
     * that is not remembered cannot move the position.
     */
    private void remember(String eventId, long version) {
        if (version <= upTo || version >= notRemembered || ahead.contains(version) || waiting.containsKey(eventId)) {
            return;
        }
        if (deliveries.size() == MAX_WAITING) {
            notRemembered = version;
            return;
        }
        Delivery delivery = new Delivery(version);
        waiting.put(eventId, delivery);
        insert(delivery);
    }

    private void insert(Delivery delivery) {
        if (deliveries.isEmpty() || deliveries.getLast().version < delivery.version) {
            deliveries.add(delivery);
            return;
        }
        Deque<Delivery> later = new ArrayDeque<>();
        while (!deliveries.isEmpty() && deliveries.getLast().version > delivery.version) {
            later.push(deliveries.removeLast());
        }
        deliveries.add(delivery);
        deliveries.addAll(later);
    }

    synchronized void ack(String eventId) {
        acked = true;
        Delivery delivery = waiting.remove(eventId);
        if (delivery != null) {
            delivery.isAcked = true;
            if (delivery != deliveries.getFirst()) {
                ahead.add(delivery.version);
            }
            advance();
        }
    }

    /** The position to show; 0 if there is nothing to show yet. */
    synchronized long upTo() {
        return acked ? upTo : 0;
    }

    private void advance() {
        while (!deliveries.isEmpty() && deliveries.getFirst().isAcked) {
            deliveries.remove();
        }
        long firstWaiting = deliveries.isEmpty() ? Long.MAX_VALUE : deliveries.getFirst().version;
        upTo = Math.max(upTo, Math.min(position, Math.min(firstWaiting, notRemembered) - 1));
        if (!ahead.isEmpty()) {
            ahead.headSet(upTo, true).clear();
        }
    }

    private static final class Delivery {
        private final long version;
        private boolean isAcked;

        Delivery(long version) {
            this.version = version;
        }
    }
}
