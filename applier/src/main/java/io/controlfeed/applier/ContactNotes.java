package io.controlfeed.applier;

import io.controlfeed.applier.node.NodeStore;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in the node's file when the feed was last in reach: once a minute while it is, and at once when it is lost. Nothing is kept before
 * the node had everything once: until then there is nothing that could be stale.
 */
final class ContactNotes {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final FeedContact feed;
    private volatile @Nullable Instant noted;
    private volatile boolean hadEverything;

    ContactNotes(FeedContact feed) {
        this.feed = feed;
    }

    /** Takes up what an earlier applier noted. */
    boolean begin(NodeStore store) throws SQLException {
        noted = store.contact();
        hadEverything = noted != null;
        return hadEverything;
    }

    /** Everything that the feed has is applied. */
    void caughtUp() {
        hadEverything = true;
    }

    /** How fresh the node is now. */
    Freshness freshness() {
        return new Freshness(contact(), feed.isInReach());
    }

    private @Nullable Instant contact() {
        return hadEverything ? feed.last().orElse(noted) : null;
    }

    /** Whether there is something new to note; at the end, whatever there is. */
    boolean isDue(boolean atTheEnd) {
        Instant now = contact();
        Instant before = noted;
        if (now == null || now.equals(before)) {
            return false;
        }
        return atTheEnd || before == null || !feed.isInReach() || now.isAfter(before.plus(PERIOD));
    }

    boolean note(NodeStore store) throws SQLException {
        Optional<Instant> now = Optional.ofNullable(contact());
        if (now.isPresent()) {
            store.noteContact(now.get());
            noted = now.get();
        }
        return now.isPresent();
    }
}
