package io.controlfeed.publisher.pump;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.LanedFeed;
import io.controlfeed.feed.Lanes;
import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.SubjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sinks of all lanes of a feed, under the publisher identity of the outbox. */
final class FeedLanes implements AutoCloseable {
    private final List<Sink> sinks = new ArrayList<>();

    private FeedLanes() {}

    static FeedLanes open(FeedRegistry backends, String backend, Map<String, String> given, String outboxId) {
        FeedProvider provider = backends.provider(backend);
        if (given.containsKey(LanedFeed.LANE)) {
            throw new SettingException(LanedFeed.LANE + " is given: a pump publishes to all lanes; leave it out");
        }
        Map<String, String> settings = new HashMap<>(given);
        if (provider.abilities().contains(Ability.FENCING)) {
            settings.putIfAbsent(FeedProvider.PUBLISHER, "outbox-" + outboxId);
        }
        int lanes = backends.lanes(backend, settings);
        FeedLanes opened = new FeedLanes();
        try {
            for (int lane = 0; lane < lanes; lane++) {
                if (lanes > 1) {
                    settings.put(LanedFeed.LANE, String.valueOf(lane));
                }
                opened.sinks.add(backends.openSink(backend, settings));
            }
            return opened;
        } catch (RuntimeException unusable) {
            opened.close();
            throw unusable;
        }
    }

    int count() {
        return sinks.size();
    }

    int laneOf(SubjectKey subject) {
        return sinks.size() == 1 ? 0 : Lanes.laneOf(subject, sinks.size());
    }

    Sink sink(int lane) {
        return sinks.get(lane);
    }

    /** What tells which events the lane holds, if its sink does not know them all by itself. */
    Optional<EventLookup> lookup(int lane) {
        return sinks.get(lane) instanceof EventLookup lookup ? Optional.of(lookup) : Optional.empty();
    }

    @Nullable
    String epoch(int lane) {
        return sinks.get(lane) instanceof EpochAware aware ? aware.epoch() : null;
    }

    @Override
    public void close() {
        sinks.forEach(Sink::close);
    }
}
