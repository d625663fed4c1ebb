package io.controlfeed.feed;

import java.util.Collection;
import java.util.Map;

/**
 * A sink's ability to say which events a stretch of the feed holds. Whoever may be retrying an append that is older than what
 * the sink remembers by itself asks this first.
 */
public interface EventLookup {
    /** The most ids that {@link #idsAfter} returns. */
    int MAX_IDS = 10_000;

    /**
     * The given event ids that the feed holds above a control version, with the version of each. Sees everything that was
     * appended, by anyone, before the call.
     *
     * @param after only events with a greater control version count; 0 asks about the whole feed
     * @throws FeedException.Gap if the feed no longer holds the whole stretch, so that "not found" could be wrong; or if it
     *     ends before {@code after}
     */
    Map<String, Long> versionsOf(Collection<String> eventIds, long after);

    /**
     * The first event ids that the feed holds above a control version, with the version of each, ascending: at most
     * {@link #MAX_IDS}, and none only if nothing stands there. Where that is little, it costs little. Sees everything that was
     * appended, by anyone, before the call.
     *
     * @param after only events with a greater control version count
     * @throws FeedException.Gap if the feed no longer holds what follows {@code after}, or ends before it
     */
    Map<String, Long> idsAfter(long after);
}
