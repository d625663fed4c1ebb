package io.controlfeed.feed.tck;

import static io.controlfeed.feed.tck.Misbehaviour.*;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The sink of a {@link MisbehavingFeed}: each way to misbehave stands where the honest sink would do the right thing. */
final class MisbehavingSink implements Sink, EventLookup, EpochAware {
    private static final int LARGE = 8_000;
    private static final int FULL = 500;
    private static final int REMEMBERED = 1_000;

    private final MisbehavingFeed feed;
    private final MemorySink honest;
    private final MisbehavingLookup lookup;
    private final RacingAppends racing;
    private final String epoch;
    private final Thread owner = Thread.currentThread();
    private final List<ControlEvent> late = new ArrayList<>();
    private long descending = 1_000_000;
    private boolean appended;
    private volatile boolean forgotten;

    MisbehavingSink(MisbehavingFeed feed, MemorySink honest) {
        this.feed = feed;
        this.honest = honest;
        this.lookup = new MisbehavingLookup(feed, honest);
        this.racing = new RacingAppends(feed, honest);
        this.epoch = feed.epochOf(honest.epoch());
    }

    @Override
    public String name() {
        return unlessForgotten(honest.name());
    }

    @Override
    public String epoch() {
        return unlessForgotten(epoch);
    }

    private String unlessForgotten(String known) {
        if (forgotten) {
            throw new IllegalStateException("closed");
        }
        return known;
    }

    @Override
    public List<AppendOutcome> append(List<ControlEvent> given) {
        if (feed.does(LETS_APPENDS_RACE)) {
            return racing.lookThenStore(given);
        }
        return feed.does(SHOWS_LATER_APPENDS_FIRST) ? racing.showLate(given) : appendAlone(given);
    }

    private synchronized List<AppendOutcome> appendAlone(List<ControlEvent> given) {
        if (feed.does(WORKS_AFTER_CLOSE) && feed.memory().epoch().equals(honest.epoch())) {
            return feed.memory().append(honest, given);
        }
        if (feed.does(TAKES_STAMPED_EVENTS)) {
            return honest.append(given.stream().map(ControlEvent::unstamped).toList());
        }
        if (feed.does(REFUSES_FULL_BATCHES) && given.size() > FULL) {
            throw new IllegalArgumentException("too many");
        }
        if (feed.does(REPORTS_UNKNOWN_AS_UNAVAILABLE)) {
            return honest.append(given).stream()
                    .map(MisbehavingSink::asUnavailable)
                    .toList();
        }
        appended = true;
        List<ControlEvent> events = prepared(given);
        List<AppendOutcome> outcomes = new ArrayList<>(stored(events));
        if (feed.does(SHUFFLES_OUTCOMES)) {
            Collections.reverse(outcomes);
        }
        outcomes.replaceAll(this::reported);
        return outcomes;
    }

    private List<ControlEvent> prepared(List<ControlEvent> given) {
        List<ControlEvent> events = new ArrayList<>(given);
        if (feed.does(STORES_BATCHES_BACKWARDS)) {
            Collections.reverse(events);
        }
        events.replaceAll(this::encoded);
        if (feed.does(STORES_DUPLICATES)) {
            events.forEach(event -> {
                if (!feed.memory().versionsHeld(List.of(event.eventId()), 0).isEmpty()) {
                    feed.memory().store(event);
                }
            });
        }
        return events;
    }

    private ControlEvent encoded(ControlEvent event) {
        if (feed.does(LOSES_ATTRIBUTES)) {
            return copy(event, event.type()).build();
        }
        if (feed.does(FOLDS_ATTRIBUTE_KEYS)) {
            ControlEvent.Builder folded = copy(event, event.type());
            event.attributes().forEach((key, value) -> folded.attribute(key.replace('.', '_'), value));
            return folded.build();
        }
        return feed.does(TAKES_ZERO_FOR_NOTHING) && Objects.equals(event.baseVersion(), 0L)
                ? copy(event, event.type())
                        .attributes(event.attributes())
                        .baseVersion(null)
                        .build()
                : event;
    }

    private List<AppendOutcome> stored(List<ControlEvent> events) {
        if (feed.does(FORGETS_IDS) || feed.does(FORGETS_OLD_IDS)) {
            feed.memory().forgetIdsBeforeTheLast(feed.does(FORGETS_IDS) ? 0 : REMEMBERED);
        }
        if (feed.does(STORES_FOR_THE_FENCED_DURING_OUTAGES) && feed.memory().isAway()) {
            events.forEach(feed.memory()::store);
            return failed(events, new FeedException.Indeterminate("append of it", "no answer", "Retry.", null));
        }
        if (feed.does(RETURNS_BEFORE_IT_IS_STORED)) {
            late.forEach(feed.memory()::store);
            late.clear();
            late.addAll(events);
            return promised(events);
        }
        if (feed.does(LOSES_CONCURRENT_APPENDS) && Thread.currentThread() != owner) {
            return promised(events);
        }
        boolean aborted = (feed.does(ABORTS_ON_INTERRUPT) && Thread.interrupted())
                || (feed.does(BREAKS_OFF_WHEN_INTERRUPTED) && isInterruptedWithinAWhile());
        if (aborted) {
            return failed(events, new FeedException.Indeterminate("append of it", "interrupted", "Retry.", null));
        }
        if (feed.does(REFUSES_LARGE_EVENTS)
                && events.stream().anyMatch(e -> e.toString().length() > LARGE)) {
            return failed(events, new FeedException.Rejected("append of it", "too large", "Make it smaller.", null));
        }
        List<AppendOutcome> outcomes = honest.append(events);
        if (feed.does(OVERTAKES_FAILED_EVENTS)) {
            outcomes = outcomes.stream().map(this::overtaking).toList();
        }
        if (feed.does(FAILS_THE_WHOLE_BATCH)) {
            for (AppendOutcome outcome : outcomes) {
                if (outcome instanceof AppendOutcome.Failed failed) {
                    return failed(events, failed.error());
                }
            }
        }
        return outcomes;
    }

    private static boolean isInterruptedWithinAWhile() {
        try {
            Thread.sleep(RacingAppends.A_WHILE.toMillis());
            return false;
        } catch (InterruptedException lost) {
            return true;
        }
    }

    private AppendOutcome overtaking(AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.HeldBack
                ? new AppendOutcome.Appended(feed.memory().store(outcome.event()))
                : outcome;
    }

    private AppendOutcome reported(AppendOutcome outcome) {
        if (outcome instanceof AppendOutcome.Failed failed) {
            return reportedFailure(failed);
        }
        if (outcome instanceof AppendOutcome.HeldBack && feed.does(FAILS_FOLLOWERS_FOR_THEMSELVES)) {
            return new AppendOutcome.Failed(
                    outcome.event(), new FeedException.Unavailable("append of it", "it failed", "Try again.", null));
        }
        if (outcome instanceof AppendOutcome.Appended done) {
            if (feed.does(GIVES_DESCENDING_VERSIONS)) {
                return new AppendOutcome.Appended(done.event().stamped(descending--));
            }
            if (feed.does(RETURNS_ANOTHER_EVENT)) {
                return new AppendOutcome.Appended(copy(done.event(), "another.type")
                        .attributes(done.event().attributes())
                        .build()
                        .stamped(done.event().controlVersion()));
            }
        }
        return outcome;
    }

    private AppendOutcome reportedFailure(AppendOutcome.Failed failed) {
        if (feed.does(LEAKS_FOREIGN_EXCEPTIONS)) {
            throw new UncheckedIOException(new IOException("connection reset"));
        }
        if (feed.does(REPORTS_UNKNOWN_AS_REJECTED)) {
            return new AppendOutcome.Failed(
                    failed.event(),
                    new FeedException.Rejected(failed.error().operation(), "it failed", "Park it.", null));
        }
        return feed.does(EXPLAINS_NOTHING)
                ? new AppendOutcome.Failed(failed.event(), new FeedException.Indeterminate("append", "error", "", null))
                : failed;
    }

    private static AppendOutcome asUnavailable(AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.Failed failed
                ? new AppendOutcome.Failed(
                        failed.event(),
                        new FeedException.Unavailable(failed.error().operation(), "it failed", "Try again.", null))
                : outcome;
    }

    /** Says of each event that it is stored, under a version that it might well have got. */
    private static List<AppendOutcome> promised(List<ControlEvent> events) {
        return events.stream()
                .<AppendOutcome>map(event -> new AppendOutcome.Appended(event.stamped(2)))
                .toList();
    }

    private static List<AppendOutcome> failed(List<ControlEvent> events, FeedException error) {
        return events.stream()
                .<AppendOutcome>map(event -> new AppendOutcome.Failed(event, error))
                .toList();
    }

    /** Everything but the attributes. */
    private static ControlEvent.Builder copy(ControlEvent event, String type) {
        return ControlEvent.builder(event.eventId(), type, event.subject())
                .tenantId(event.tenantId())
                .version(event.version())
                .baseVersion(event.baseVersion())
                .artifact(event.artifact())
                .createdAt(event.createdAt())
                .origin(event.origin());
    }

    @Override
    public Map<String, Long> versionsOf(Collection<String> eventIds, long after) {
        return lookup.versionsOf(eventIds, after);
    }

    @Override
    public Map<String, Long> idsAfter(long after) {
        return lookup.idsAfter(after);
    }

    @Override
    public void close() {
        if (feed.does(LOSES_THE_LAST_APPEND_ON_REOPENING) && appended) {
            feed.memory().loseLast();
            appended = false;
        }
        honest.close();
        forgotten = feed.does(FORGETS_ITSELF_WHEN_CLOSED);
    }
}
