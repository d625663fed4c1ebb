package io.controlfeed.feed.kafka;

import io.controlfeed.feed.ControlEvent;
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
     * The most deliveries that are remembered until their ack comes. Whoever lets more of them wait shows the position before them
     * until it opens the feed anew, and a reader that never acknowledges does not fill the memory.
     */
    static final int MAX_WAITING = 50_000;

    private final Map<String, Long> waiting = new HashMap<>();
    private final TreeSet<Long> versions = new TreeSet<>();
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
        if (version <= upTo || version >= notRemembered || ahead.contains(version)) {
            return;
        }
        if (waiting.size() == MAX_WAITING && !waiting.containsKey(eventId)) {
            notRemembered = version;
        } else if (waiting.putIfAbsent(eventId, version) == null) {
            versions.add(version);
        }
    }

    synchronized void ack(String eventId) {
        acked = true;
        Long version = waiting.remove(eventId);
        if (version != null) {
            versions.remove(version);
            if (ahead.size() < MAX_WAITING) {
                ahead.add(version);
            }
            advance();
        }
    }

    /** The position to show; 0 if there is nothing to show yet. */
    synchronized long upTo() {
        return acked ? upTo : 0;
    }

    private void advance() {
        long firstWaiting = versions.isEmpty() ? Long.MAX_VALUE : versions.first();
        upTo = Math.max(upTo, Math.min(position, Math.min(firstWaiting, notRemembered) - 1));
        ahead.headSet(upTo, true).clear();
    }
}
