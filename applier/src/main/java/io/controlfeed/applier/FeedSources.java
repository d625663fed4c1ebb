package io.controlfeed.applier;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.LanedFeed;
import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a node's events come from: a backend by its name, with what it is told. */
public final class FeedSources {
    private final FeedRegistry backends;
    private final String backend;
    private final Map<String, String> settings;

    /**
     * @param settings without a lane: a node reads all of them
     * @throws SettingException if there is no such backend, or none that delivers events
     */
    public FeedSources(FeedRegistry backends, String backend, Map<String, String> settings) {
        if (!backends.provider(backend).abilities().contains(Ability.POLL)) {
            throw new SettingException(
                    "the feed is disabled ('" + backend + "'): nothing is applied; the node keeps what it has");
        }
        if (settings.containsKey(LanedFeed.LANE)) {
            throw new SettingException(LanedFeed.LANE + " is given: a node applies all lanes; leave it out");
        }
        this.backends = backends;
        this.backend = backend;
        this.settings = Map.copyOf(settings);
    }

    /**
     * Opens a source for each lane, in their order.
     *
     * @throws io.controlfeed.feed.FeedException if the feed cannot be opened
     */
    public List<Source> open() {
        int lanes = backends.lanes(backend, settings);
        List<Source> sources = new ArrayList<>();
        try {
            for (int lane = 0; lane < lanes; lane++) {
                sources.add(open(lane, lanes));
            }
            return sources;
        } catch (RuntimeException unusable) {
            sources.forEach(Source::close);
            throw unusable;
        }
    }

    /**
     * Opens the source of one lane.
     *
     * @throws io.controlfeed.feed.FeedException if the feed cannot be opened
     * @throws SettingException if it has no such lane
     */
    public Source open(int lane) {
        int lanes = backends.lanes(backend, settings);
        if (lane < 0 || lane >= lanes) {
            throw new SettingException("the feed has " + lanes + (lanes == 1 ? " lane" : " lanes") + ", and none is "
                    + lane + ": the first is 0");
        }
        return open(lane, lanes);
    }

    private Source open(int lane, int lanes) {
        Map<String, String> ofLane = new HashMap<>(settings);
        if (lanes > 1) {
            ofLane.put(LanedFeed.LANE, String.valueOf(lane));
        }
        return backends.openSource(backend, ofLane);
    }
}
