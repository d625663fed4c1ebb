package io.controlfeed.cli;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Appends events to one sink and prints each with the version that it has in the feed. */
final class Emission {
    /** How often the feed may drop its oldest events while it is asked about the rest. */
    private static final int LOOKUPS = 5;

    private final Sink sink;
    private final Output out;
    private long held;

    Emission(Sink sink, Output out) {
        this.sink = sink;
        this.out = out;
    }

    /** How many of the events were in the feed before. */
    long held() {
        return held;
    }

    /** Appends an event whose id nobody can have used yet. */
    void appendNew(ControlEvent event) {
        List<AppendOutcome> outcome = sink.append(List.of(event));
        outcome.get(0).orThrow();
        print(outcome);
    }

    /**
     * Appends those of the events whose ids the feed does not hold. A sink need not remember ids for ever by itself; one that
     * does not can be asked.
     *
     * @return what became of the events, each of which was printed if it is in the feed
     */
    List<AppendOutcome> appendUnlessHeld(List<ControlEvent> events) {
        Map<String, Long> versions = versionsHeld(
                events.stream().map(ControlEvent::eventId).distinct().toList());
        List<ControlEvent> missing = events.stream()
                .filter(event -> !versions.containsKey(event.eventId()))
                .toList();
        Iterator<AppendOutcome> answers = missing.isEmpty()
                ? List.<AppendOutcome>of().iterator()
                : sink.append(missing).iterator();
        List<AppendOutcome> outcomes = events.stream()
                .map(event -> {
                    Long version = versions.get(event.eventId());
                    return version == null ? answers.next() : new AppendOutcome.Duplicate(event.stamped(version));
                })
                .toList();
        print(outcomes);
        return outcomes;
    }

    private Map<String, Long> versionsHeld(Collection<String> ids) {
        if (!(sink instanceof EventLookup lookup)) {
            return Map.of();
        }
        long after = 0;
        for (int asked = 1; ; asked++) {
            try {
                return lookup.versionsOf(ids, after);
            } catch (FeedException.Gap gap) {
                if (asked == LOOKUPS) {
                    throw gap;
                }
                after = gap.earliest() - 1;
            }
        }
    }

    private void print(List<AppendOutcome> outcomes) {
        try {
            for (AppendOutcome outcome : outcomes) {
                boolean duplicate = outcome instanceof AppendOutcome.Duplicate;
                if (duplicate || outcome instanceof AppendOutcome.Appended) {
                    out.line(EventJson.encode(outcome.event()));
                    held += duplicate ? 1 : 0;
                }
            }
            out.flush();
        } catch (OutputLost lost) {
            throw new Failure(
                    ExitCode.UNEXPECTED,
                    EmitEvent.NAME,
                    "standard output cannot be written: " + lost.getMessage(),
                    "what was appended stays in the feed; to see it again, repeat the command with the same event ids",
                    lost);
        }
    }
}
