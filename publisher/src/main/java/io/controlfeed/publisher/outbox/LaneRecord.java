package io.controlfeed.publisher.outbox;

import org.jspecify.annotations.Nullable;

/**
 * Up to where the outbox has recorded what it published to a lane: the floor under everything that is still pending.
 *
 * @param epoch of the feed; null if it has none
 */
public record LaneRecord(int lane, @Nullable String epoch, long version) {}
