package io.controlfeed.publisher.pump;

import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.publisher.outbox.LaneRecord;
import io.controlfeed.publisher.outbox.OutboxException;
import io.controlfeed.publisher.outbox.PumpStore;
import io.controlfeed.publisher.outbox.PumpStore.Unsettled;
import io.controlfeed.publisher.outbox.Settlement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a pump does before its first append: it looks which of the rows that are still to be published the feed holds already, because
 * the last pump ended between append and record, or because the outbox was restored from a copy. They cannot stand below what was recorded
 * when they were tried, so only what follows that is looked at: by the feed's ids, for there are few, and rows to be published may be many.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final PumpStore store;
    private final FeedLanes lanes;
    private final PumpSettings settings;
    private final Patience patience;
    private @Nullable Boolean wasSettled;

    Recovery(PumpStore store, FeedLanes lanes, PumpSettings settings, Patience patience) {
        this.store = store;
        this.lanes = lanes;
        this.settings = settings;
        this.patience = patience;
    }

    /** Records what the feed holds already, and returns up to where each lane is recorded. */
    Map<Integer, LaneRecord> recover(long token) throws SQLException, InterruptedException {
        Map<Integer, LaneRecord> recorded = patience.until("reading of the lanes", store::lanes);
        if (wasSettled == null) {
            wasSettled = patience.until("reading of the last pump's end", store::isSettled);
        }
        boolean isSettled = wasSettled;
        boolean isFirst = recorded.isEmpty();
        Map<Integer, LaneRecord> floors = new TreeMap<>();
        for (int lane = 0; lane < lanes.count(); lane++) {
            floors.put(lane, new LaneRecord(lane, lanes.epoch(lane), 0));
        }
        boolean isNewFeed = settings.acceptNewFeed();
        if (!isFirst && !isNewFeed) {
            requireSameFeed(recorded);
            recorded.forEach((lane, known) -> {
                LaneRecord now = floors.get(lane);
                if (now != null && isSameEpoch(known, now)) {
                    floors.put(lane, new LaneRecord(lane, now.epoch(), known.version()));
                }
            });
        }
        patience.until("taking over of the outbox", () -> {
            store.begin(token, floors.values(), isNewFeed);
            return true;
        });
        if (!isFirst) {
            for (LaneRecord floor : floors.values()) {
                int found = recover(token, floor, isSettled);
                if (found > 0) {
                    LOG.info("{} rows were in the feed already, and are recorded now", found);
                }
            }
        }
        return floors;
    }

    private void requireSameFeed(Map<Integer, LaneRecord> recorded) {
        if (recorded.size() != lanes.count()) {
            throw new OutboxException(
                    "publishing to " + lanes.sink(0).name(),
                    "it has " + lanes.count() + " lanes, and the outbox was published to a feed of " + recorded.size()
                            + ": subjects would change their lanes, and lose their order",
                    "Publish to the feed that it was, or, if no node reads that one any more, accept the new one: --accept-new-feed.");
        }
        recorded.forEach((lane, known) -> {
            String epoch = lanes.epoch(lane);
            if (known.epoch() != null && epoch != null && !known.epoch().equals(epoch)) {
                throw new FeedException.EpochChanged(
                        "publishing to " + lanes.sink(lane).name(),
                        known.epoch(),
                        epoch,
                        "What was published before is not in it. Publish to the feed that it was, or accept the new one:"
                                + " --accept-new-feed.");
            }
        });
    }

    private static boolean isSameEpoch(LaneRecord known, LaneRecord now) {
        return known.epoch() == null || now.epoch() == null || known.epoch().equals(now.epoch());
    }

    /** Goes through what stands in the lane above its floor: after a crash a few batches, and else nothing. */
    private int recover(long token, LaneRecord floor, boolean wasSettled) throws SQLException, InterruptedException {
        Optional<EventLookup> lookup = lanes.lookup(floor.lane());
        if (lookup.isEmpty()) {
            return 0;
        }
        int found = 0;
        Map<String, Long> held = first(lookup.get(), floor, wasSettled);
        while (!held.isEmpty()) {
            found += record(token, floor.lane(), held);
            held = lookup.get().idsAfter(Collections.max(held.values()));
        }
        return found;
    }

    /** Records which of the events are rows that are still to be published. */
    private int record(long token, int lane, Map<String, Long> held) throws SQLException, InterruptedException {
        int all = 0;
        int found;
        do {
            Settlement settlement = new Settlement();
            List<Unsettled> rows =
                    patience.until("reading of rows to be published", () -> store.unsettled(held.keySet()));
            for (Unsettled row : rows) {
                Long version = held.get(row.eventId());
                if (version != null && lanes.laneOf(row.subject()) == lane) {
                    settlement.published(row.id(), version);
                }
            }
            found = settlement.isEmpty()
                    ? 0
                    : patience.until("recording of published rows", () -> store.settle(token, settlement));
            all += found;
            // What was held behind them can be among the events, too.
        } while (found > 0);
        return all;
    }

    private Map<String, Long> first(EventLookup lookup, LaneRecord floor, boolean wasSettled) {
        try {
            return lookup.idsAfter(floor.version());
        } catch (FeedException.Gap gap) {
            boolean isBeyondEnd = gap.askedFor() > gap.end();
            if (isBeyondEnd || !(wasSettled || settings.publishAfterGap())) {
                throw new FeedException.Gap(
                        "look-up of rows that an earlier pump may have published to "
                                + lanes.sink(floor.lane()).name(),
                        gap.askedFor(),
                        gap.earliest(),
                        gap.end(),
                        isBeyondEnd
                                ? "The feed has lost events, or is another one: let a person look."
                                : "If they were, they were dropped by retention since. To publish them, again perhaps:"
                                        + " --publish-after-gap. Nodes that still know their ids ignore them.");
            }
            return lookup.idsAfter(gap.earliest() - 1);
        }
    }
}
