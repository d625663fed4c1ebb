package io.controlfeed.applier.snapshot;

import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Asks a feed whether a node could go on from a position, before it is put there.
 *
 * @param lanes opens a source of a lane, which is closed here
 */
record FeedReach(IntFunction<Source> lanes) {
    /**
     * Refuses a position from which the feed cannot go on.
     *
     * @throws FeedException as the feed says it: a gap, another epoch, or that it cannot be asked
     */
    void require(int lane, String epoch, long version) throws InterruptedException {
        try (Source source = lanes.apply(lane)) {
            if (source instanceof EpochAware aware) {
                aware.requireEpoch(epoch);
            }
            source.poll(version, Duration.ZERO);
        }
    }
}
