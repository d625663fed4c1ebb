package io.controlfeed.feed;

/**
 * A provider whose feeds can have several lanes, each totally ordered with control versions of its own. A subject keeps to one
 * lane: {@link Lanes#laneOf}. Its sources and sinks open the one lane that the setting {@value #LANE} names.
 */
public interface LanedFeed {
    /** The setting that names a lane; the first is 0. */
    String LANE = "feed-lane";

    /**
     * How many lanes the feed has.
     *
     * @throws FeedException if the feed cannot be asked
     */
    int lanes(Settings settings);

    /**
     * Joins the group of workers that share the lanes of the feed among them.
     *
     * @throws FeedException if the feed cannot be reached
     */
    LaneGroup joinLanes(Settings settings, LaneGroup.Worker worker);
}
