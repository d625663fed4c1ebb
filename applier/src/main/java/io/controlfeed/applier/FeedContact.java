package io.controlfeed.applier;

import io.controlfeed.feed.FeedException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** When the feed was last in reach, and whether it is now: all of its lanes, for a node is as stale as the one that it heard least of. */
final class FeedContact {
    private static final String FEED = "feed";

    private final Troubles troubles;
    private final Map<Integer, Instant> heard = new ConcurrentHashMap<>();
    private final Set<Integer> lost = ConcurrentHashMap.newKeySet();
    private volatile int lanes = Integer.MAX_VALUE;

    FeedContact(Troubles troubles) {
        this.troubles = troubles;
    }

    /** The feed cannot be opened for now. */
    void notOpened(FeedException why) {
        troubles.hold(FEED, why);
    }

    /** It could, and has this many lanes. */
    void opened(int count) {
        lanes = count;
        troubles.clear(FEED);
    }

    /** A lane answered. */
    void heard(int lane) {
        heard.put(lane, Instant.now());
        lost.remove(lane);
        troubles.clear(what(lane));
    }

    /** A lane did not. */
    void lost(int lane, FeedException why) {
        lost.add(lane);
        troubles.hold(what(lane), why);
    }

    private static String what(int lane) {
        return FEED + " lane " + lane;
    }

    /** Whether every lane answered when it was asked last. */
    boolean isInReach() {
        return heard.size() >= lanes && lost.isEmpty();
    }

    /** When all lanes had answered last; none if one never did. */
    Optional<Instant> last() {
        return heard.size() >= lanes ? heard.values().stream().min(Comparator.naturalOrder()) : Optional.empty();
    }
}
