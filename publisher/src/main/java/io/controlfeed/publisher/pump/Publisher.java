package io.controlfeed.publisher.pump;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.SubjectKey;
import io.controlfeed.publisher.outbox.LaneRecord;
import io.controlfeed.publisher.outbox.OutboxRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends rows to the lanes of the feed, and tells what became of each. A row that fails holds back what follows on its subject, and
 * nothing else; a lane that cannot be used leaves its rows as they were.
 */
final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final FeedLanes lanes;
    private final Map<Integer, LaneRecord> recorded;
    private final PumpSettings settings;
    private final Backoff rowBackoff;
    private final PumpMetrics metrics;
    private final List<PublishedListener> listeners;

    /** @param recorded up to where each lane is recorded when this begins */
    Publisher(
            FeedLanes lanes,
            Map<Integer, LaneRecord> recorded,
            PumpSettings settings,
            PumpMetrics metrics,
            List<PublishedListener> listeners) {
        this.lanes = lanes;
        this.recorded = recorded;
        this.settings = settings;
        this.rowBackoff = new Backoff(settings.firstDelay(), settings.longestDelay());
        this.metrics = metrics;
        this.listeners = listeners;
    }

    /**
     * Tries rows, in their order.
     *
     * @param wereInDoubt whether an attempt of just these rows may have stored them, so that no outage makes it certain that it did not
     */
    Attempt publish(List<OutboxRow> rows, boolean wereInDoubt) {
        Attempt attempt = new Attempt();
        List<List<OutboxRow>> ofLanes = new ArrayList<>();
        for (int lane = 0; lane < lanes.count(); lane++) {
            ofLanes.add(new ArrayList<>());
        }
        Set<SubjectKey> waiting = new HashSet<>();
        for (OutboxRow row : rows) {
            if (row.isBehind() || waiting.contains(row.subject())) {
                letWait(attempt, row);
                waiting.add(row.subject());
            } else if (row.malformed() != null) {
                refused(attempt, row, row.malformed());
                waiting.add(row.subject());
            } else {
                ofLanes.get(lanes.laneOf(row.subject())).add(row);
            }
        }
        for (int lane = 0; lane < lanes.count(); lane++) {
            append(attempt, lane, ofLanes.get(lane), wereInDoubt);
        }
        return attempt;
    }

    private void append(Attempt attempt, int lane, List<OutboxRow> all, boolean wereInDoubt) {
        List<OutboxRow> rows;
        try {
            rows = unknownToTheFeed(attempt, lane, all);
        } catch (FeedException.Unavailable away) {
            attempt.outage(away);
            if (wereInDoubt) {
                attempt.inDoubt.addAll(all);
            }
            return;
        }
        if (rows.isEmpty()) {
            return;
        }
        Instant begun = Instant.now();
        List<AppendOutcome> outcomes = metrics.append(() -> lanes.sink(lane).append(events(rows)));
        Optional<FeedException> nothing = befellAll(outcomes);
        if (nothing.isEmpty()) {
            tell(attempt, lane, rows, outcomes, wereInDoubt);
            tellListeners(outcomes, begun);
            return;
        }
        attempt.outage(nothing.get());
        if (wereInDoubt || nothing.get() instanceof FeedException.Indeterminate) {
            attempt.inDoubt.addAll(rows);
        }
    }

    /** The rows without those that an earlier attempt, of unknown outcome, did put into the feed. */
    private List<OutboxRow> unknownToTheFeed(Attempt attempt, int lane, List<OutboxRow> rows) {
        List<OutboxRow> doubtful =
                rows.stream().filter(row -> row.floor() != null).toList();
        Optional<EventLookup> lookup = lanes.lookup(lane);
        if (doubtful.isEmpty() || lookup.isEmpty()) {
            return rows;
        }
        List<String> ids = doubtful.stream().map(OutboxRow::eventId).toList();
        long floor = doubtful.stream().mapToLong(Publisher::floorOf).min().orElseThrow();
        Map<String, Long> held;
        try {
            held = lookup.get().versionsOf(ids, floor);
        } catch (FeedException.Gap gap) {
            if (!settings.publishAfterGap()) {
                return withoutDoubtful(attempt, rows, gap);
            }
            held = lookup.get().versionsOf(ids, gap.earliest() - 1);
        }
        List<OutboxRow> unknown = new ArrayList<>();
        for (OutboxRow row : rows) {
            Long version = held.get(row.eventId());
            if (version == null) {
                unknown.add(row);
            } else {
                attempt.settlement.published(row.id(), version);
            }
        }
        return unknown;
    }

    /** Nobody can know any more whether they are in the feed: an operator decides. */
    private List<OutboxRow> withoutDoubtful(Attempt attempt, List<OutboxRow> rows, FeedException.Gap gap) {
        List<OutboxRow> certain = new ArrayList<>();
        Set<SubjectKey> waiting = new HashSet<>();
        for (OutboxRow row : rows) {
            if (row.floor() != null) {
                attempt.settlement.park(
                        row.id(),
                        "it may have been published, and dropped by retention since: " + gap.reason()
                                + ". To publish it, again perhaps, retry it under a pump with --publish-after-gap.",
                        row.floor());
                attempt.letWait(row.subject());
                metrics.parked();
                waiting.add(row.subject());
            } else if (waiting.contains(row.subject())) {
                letWait(attempt, row);
            } else {
                certain.add(row);
            }
        }
        return certain;
    }

    private static long floorOf(OutboxRow row) {
        Long floor = row.floor();
        return floor == null ? Long.MAX_VALUE : floor;
    }

    private static List<ControlEvent> events(List<OutboxRow> rows) {
        return rows.stream().map(OutboxRow::event).filter(Objects::nonNull).collect(Collectors.toList());
    }

    /**
     * Why nothing was stored, if it was not for what the rows are.
     *
     * @throws FeedException if it is one after which this pump must not go on
     */
    private static Optional<FeedException> befellAll(List<AppendOutcome> outcomes) {
        Optional<FeedException> worst = Optional.empty();
        boolean isForTheRows = false;
        for (AppendOutcome outcome : outcomes) {
            if (outcome instanceof AppendOutcome.Failed failed) {
                FeedException error = failed.error();
                if (error instanceof FeedException.Rejected) {
                    isForTheRows = true;
                } else if (error instanceof FeedException.Indeterminate) {
                    worst = Optional.of(error);
                } else if (error instanceof FeedException.Unavailable) {
                    worst = worst.or(() -> Optional.of(error));
                } else {
                    throw error;
                }
            } else {
                isForTheRows |= !(outcome instanceof AppendOutcome.HeldBack);
            }
        }
        return isForTheRows ? Optional.empty() : worst;
    }

    private void tell(
            Attempt attempt, int lane, List<OutboxRow> rows, List<AppendOutcome> outcomes, boolean wereInDoubt) {
        LaneRecord before = recorded.get(lane);
        long floor = before == null ? 0 : before.version();
        long highest = floor;
        for (int i = 0; i < rows.size(); i++) {
            OutboxRow row = rows.get(i);
            AppendOutcome outcome = outcomes.get(i);
            if (outcome instanceof AppendOutcome.Failed failed) {
                if (failed.error() instanceof FeedException.Rejected) {
                    refused(attempt, row, failed.error());
                } else {
                    boolean isInDoubt = wereInDoubt || failed.error() instanceof FeedException.Indeterminate;
                    failed(attempt, row, failed.error(), isInDoubt ? floor : null);
                }
            } else if (outcome instanceof AppendOutcome.HeldBack) {
                letWait(attempt, row);
            } else {
                long version = outcome.orThrow().controlVersion();
                attempt.settlement.published(row.id(), version);
                highest = Math.max(highest, version);
            }
        }
        if (highest > floor) {
            LaneRecord now = new LaneRecord(lane, before == null ? null : before.epoch(), highest);
            recorded.put(lane, now);
            attempt.settlement.recorded(now);
        }
    }

    private void tellListeners(List<AppendOutcome> outcomes, Instant begun) {
        if (listeners.isEmpty()) {
            return;
        }
        List<ControlEvent> published = new ArrayList<>();
        for (AppendOutcome outcome : outcomes) {
            if (outcome instanceof AppendOutcome.Appended || outcome instanceof AppendOutcome.Duplicate) {
                published.add(outcome.event());
            }
        }
        for (PublishedListener listener : listeners) {
            try {
                listener.published(published, begun);
            } catch (RuntimeException fault) {
                LOG.error("a listener failed; what was published stays published", fault);
            }
        }
    }

    private static void letWait(Attempt attempt, OutboxRow row) {
        attempt.settlement.behind(row.id());
        attempt.letWait(row.subject());
    }

    /** Neither the feed nor time will change it; but a person may, before the attempts are over. */
    private void refused(Attempt attempt, OutboxRow row, Exception why) {
        if (row.attempts() + 1 >= settings.attempts()) {
            attempt.settlement.park(row.id(), String.valueOf(why.getMessage()), null);
            attempt.letWait(row.subject());
            metrics.parked();
        } else {
            failed(attempt, row, why, null);
        }
    }

    private void failed(Attempt attempt, OutboxRow row, Exception why, @Nullable Long floor) {
        long delay = rowBackoff.after(row.attempts() + 1).toMillis();
        attempt.settlement.retry(row.id(), String.valueOf(why.getMessage()), Math.max(1, delay), floor);
        attempt.letWait(row.subject());
        metrics.retried();
    }
}
