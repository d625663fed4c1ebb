package io.controlfeed.applier;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How fresh a node is while its applier runs.
 *
 * @param contact when the feed was last in reach, now or before the last start; null if the node never had everything yet
 * @param isInReach whether the feed is in reach now
 */
public record Freshness(@Nullable Instant contact, boolean isInReach) {
    /** Whether the node had everything once, and so has something to serve from, however old. */
    public boolean isServing() {
        return contact != null;
    }

    /** Since when the node hears nothing new; none if it does, or does not serve at all. */
    public Optional<Instant> staleSince() {
        return isInReach ? Optional.empty() : Optional.ofNullable(contact);
    }
}
