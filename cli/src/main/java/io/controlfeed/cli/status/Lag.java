package io.controlfeed.cli.status;

import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.feed.LaneExtent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node stands to a lane of its feed.
 *
 * @param versions at most how many events it is behind
 * @param problem why it cannot go on by itself; null if it can
 */
public record Lag(int lane, long versions, @Nullable String problem) {

    /** Of each lane of a feed, how a node stands to it that has come to these positions. */
    public static List<Lag> of(List<LanePosition> positions, List<LaneExtent> lanes) {
        List<Lag> lags = new ArrayList<>();
        for (LaneExtent lane : lanes) {
            LanePosition at = positions.stream()
                    .filter(position -> position.lane() == lane.lane())
                    .findFirst()
                    .orElse(null);
            long version = at == null ? 0 : at.controlVersion();
            lags.add(new Lag(lane.lane(), lane.behind(version), problem(at, version, lane)));
        }
        return lags;
    }

    private static @Nullable String problem(@Nullable LanePosition at, long version, LaneExtent lane) {
        if (at != null && !at.epoch().equals(lane.epoch())) {
            return "the feed was recreated: its epoch is " + lane.epoch() + ", and the node's is " + at.epoch();
        }
        if (version > lane.end()) {
            return "the node is at " + version + ", beyond the feed's end, " + lane.end();
        }
        return version < lane.earliest() - 1
                ? "what follows " + version + " was removed; the earliest version still kept is " + lane.earliest()
                : null;
    }

    /** In a few words. */
    public String text() {
        if (problem != null) {
            return problem;
        }
        return versions == 0
                ? "nothing"
                : "at most " + versions + (versions == 1 ? " event" : " events") + "; versions have holes";
    }

    String json() {
        return new JsonObject()
                .put("lane", lane)
                .put("at_most", versions)
                .put("problem", problem)
                .toString();
    }
}
