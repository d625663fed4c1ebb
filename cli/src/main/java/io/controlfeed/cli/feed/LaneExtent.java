package io.controlfeed.cli.feed;

import io.controlfeed.applier.FeedSources;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lane of a feed holds at one moment.
 *
 * @param feed the name of the feed
 * @param epoch its incarnation; empty if it has none
 * @param earliest the first version that is still kept; one more than the end if none is
 * @param end the last version; 0 if there never was one
 */
public record LaneExtent(int lane, String feed, String epoch, long earliest, long end) {
    /** Where no feed ends. A source says of such a position what it has instead, without delivering or acknowledging anything. */
    private static final long BEYOND = 1L << 60;

    /** Those of all lanes of a feed. */
    public static List<LaneExtent> all(FeedSources feed) throws InterruptedException {
        List<Source> sources = feed.open();
        try {
            List<LaneExtent> lanes = new ArrayList<>();
            for (Source source : sources) {
                lanes.add(of(lanes.size(), source));
            }
            return lanes;
        } finally {
            sources.forEach(Source::close);
        }
    }

    private static LaneExtent of(int lane, Source source) throws InterruptedException {
        try {
            source.poll(BEYOND, Duration.ZERO);
        } catch (FeedException.Gap gap) {
            String epoch = source instanceof EpochAware aware ? aware.epoch() : "";
            return new LaneExtent(lane, source.name(), epoch, gap.earliest(), gap.end());
        }
        throw new Failure(
                ExitCode.CORRUPT,
                source.name(),
                "it takes a position for one of its own that it cannot have",
                "the backend breaks its contract (P6): replace it",
                null);
    }

    /** At most how many events stand behind a position; versions may have holes. */
    public long behind(long version) {
        return Math.max(0, end - version);
    }

    public String text() {
        String epochText = epoch.isEmpty() ? "" : " of epoch " + epoch;
        return end < earliest ? "holds nothing" + epochText : "versions " + earliest + " to " + end + epochText;
    }

    public String json() {
        return new JsonObject()
                .put("lane", lane)
                .put("epoch", epoch.isEmpty() ? null : epoch)
                .put("earliest_version", earliest)
                .put("end_version", end)
                .toString();
    }
}
