package io.controlfeed.publisher.pump;

import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.publisher.outbox.LaneRecord;
import io.controlfeed.publisher.outbox.OutboxException;
import io.controlfeed.publisher.outbox.PumpStore;
import io.controlfeed.publisher.outbox.PumpStore.Unsettled;
import io.controlfeed.publisher.outbox.PumpStore.UnsettledState;
import io.controlfeed.publisher.outbox.Settlement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a pump does before its first append: it asks the feed which of the rows that are still to be published it holds already, because
 * the last pump ended between append and record, or because the outbox was restored from a copy. They cannot stand below what was recorded
 * when they were tried, so only what follows that is asked about, however long ago it was.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int CHUNK = 20_000;

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
            int found;
            do {
                found = 0;
                for (UnsettledState state : UnsettledState.values()) {
                    found += recover(token, state, floors, isSettled);
                }
                if (found > 0) {
                    LOG.info("{} rows were in the feed already, and are recorded now", found);
                }
                // What was held behind them can be in the feed, too.
            } while (found > 0);
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

    private int recover(long token, UnsettledState state, Map<Integer, LaneRecord> floors, boolean isSettled)
            throws SQLException, InterruptedException {
        int found = 0;
        long above = Long.MIN_VALUE;
        while (true) {
            long from = above;
            List<Unsettled> rows =
                    patience.until("reading of rows to be published", () -> store.unsettled(state, from, CHUNK));
            if (rows.isEmpty()) {
                return found;
            }
            above = rows.get(rows.size() - 1).id();
            Settlement settlement = new Settlement();
            for (LaneRecord floor : floors.values()) {
                List<Unsettled> ofLane = rows.stream()
                        .filter(row -> lanes.laneOf(row.subject()) == floor.lane())
                        .toList();
                find(ofLane, floor, isSettled, settlement);
            }
            found += patience.until("recording of published rows", () -> store.settle(token, settlement));
        }
    }

    private void find(List<Unsettled> rows, LaneRecord floor, boolean isSettled, Settlement settlement) {
        Optional<EventLookup> lookup = lanes.lookup(floor.lane());
        if (rows.isEmpty() || lookup.isEmpty()) {
            return;
        }
        List<String> ids = new ArrayList<>(rows.stream().map(Unsettled::eventId).toList());
        Map<String, Long> held;
        try {
            held = lookup.get().versionsOf(ids, floor.version());
        } catch (FeedException.Gap gap) {
            boolean isBeyondEnd = gap.askedFor() > gap.end();
            if (isBeyondEnd || !(isSettled || settings.publishAfterGap())) {
                throw new FeedException.Gap(
                        "look-up of " + ids.size() + " rows that an earlier pump may have published to "
                                + lanes.sink(floor.lane()).name(),
                        gap.askedFor(),
                        gap.earliest(),
                        gap.end(),
                        isBeyondEnd
                                ? "The feed has lost events, or is another one: let a person look."
                                : "If they were, they were dropped by retention since. To publish them, again perhaps:"
                                        + " --publish-after-gap. Nodes that still know their ids ignore them.");
            }
            held = lookup.get().versionsOf(ids, gap.earliest() - 1);
        }
        for (Unsettled row : rows) {
            Long version = held.get(row.eventId());
            if (version != null) {
                settlement.published(row.id(), version);
            }
        }
    }
}
