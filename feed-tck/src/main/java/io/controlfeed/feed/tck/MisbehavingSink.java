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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The sink of a {@link MisbehavingFeed}: each way to misbehave stands where the honest sink would do the right thing. */
final class MisbehavingSink implements Sink, EventLookup, EpochAware {
    private static final int LARGE = 8_000;
    private static final int FULL = 500;

    private final MisbehavingFeed feed;
    private final MemorySink honest;
    private final String epoch;
    private final Thread owner = Thread.currentThread();
    private final List<ControlEvent> late = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private long descending = 1_000_000;
    private boolean appended;

    MisbehavingSink(MisbehavingFeed feed, MemorySink honest) {
        this.feed = feed;
        this.honest = honest;
        this.epoch = feed.epochOf(honest.epoch());
        if (feed.does(LEAVES_THREADS_BEHIND)) {
            Thread forgotten = new Thread(this::waitForEver, "a forgotten thread");
            forgotten.setDaemon(true);
            forgotten.start();
        }
    }

    @Override
    public String name() {
        return honest.name();
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public synchronized List<AppendOutcome> append(List<ControlEvent> given) {
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
        if (feed.does(LOSES_ATTRIBUTES)) {
            events.replaceAll(event -> copy(event, event.type(), false));
        }
        if (feed.does(STORES_DUPLICATES)) {
            events.forEach(event -> {
                if (!feed.memory().versionsOf(List.of(event.eventId()), 0).isEmpty()) {
                    feed.memory().store(event);
                }
            });
        }
        return events;
    }

    private List<AppendOutcome> stored(List<ControlEvent> events) {
        if (feed.does(FORGETS_IDS)) {
            feed.memory().forgetIds();
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
        if (feed.does(ABORTS_ON_INTERRUPT) && Thread.interrupted()) {
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

    private AppendOutcome overtaking(AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.HeldBack
                ? new AppendOutcome.Appended(feed.memory().store(outcome.event()))
                : outcome;
    }

    private AppendOutcome reported(AppendOutcome outcome) {
        if (outcome instanceof AppendOutcome.Failed failed) {
            return reportedFailure(failed);
        }
        if (outcome instanceof AppendOutcome.Appended done) {
            if (feed.does(GIVES_DESCENDING_VERSIONS)) {
                return new AppendOutcome.Appended(done.event().stamped(descending--));
            }
            if (feed.does(RETURNS_ANOTHER_EVENT)) {
                return new AppendOutcome.Appended(copy(done.event(), "another.type", true)
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

    private static ControlEvent copy(ControlEvent event, String type, boolean attributes) {
        ControlEvent.Builder copy = ControlEvent.builder(event.eventId(), type, event.subject())
                .tenantId(event.tenantId())
                .version(event.version())
                .baseVersion(event.baseVersion())
                .artifact(event.artifact())
                .createdAt(event.createdAt())
                .origin(event.origin());
        return attributes ? copy.attributes(event.attributes()).build() : copy.build();
    }

    @Override
    public Map<String, Long> versionsOf(Collection<String> eventIds, long after) {
        if (feed.does(GUESSES_ACROSS_GAPS)) {
            try {
                return honest.versionsOf(eventIds, after);
            } catch (FeedException.Gap gap) {
                return honest.versionsOf(eventIds, gap.earliest() - 1);
            }
        }
        Map<String, Long> found = new HashMap<>(honest.versionsOf(eventIds, feed.does(LOOKS_TOO_FAR) ? 0 : after));
        if (feed.does(OVERLOOKS_IDS)) {
            found.keySet().stream().findFirst().ifPresent(found::remove);
        }
        return found;
    }

    @Override
    public void close() {
        if (feed.does(LOSES_THE_LAST_APPEND_ON_REOPENING) && appended) {
            feed.memory().loseLast();
            appended = false;
        }
        honest.close();
    }

    private void waitForEver() {
        try {
            never.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
