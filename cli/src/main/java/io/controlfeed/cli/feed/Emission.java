package io.controlfeed.cli.feed;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.OutputLost;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Appends events to one sink and prints what the feed holds of each. */
public final class Emission {
    /** How often the feed may drop its oldest events while it is asked about the rest. */
    private static final int LOOKUPS = 5;

    private final Sink sink;
    private final HeldEvents heldEvents;
    private final Surroundings surroundings;
    private boolean toldOfGap;

    Emission(Sink sink, HeldEvents heldEvents, Surroundings surroundings) {
        this.sink = sink;
        this.heldEvents = heldEvents;
        this.surroundings = surroundings;
    }

    /** Appends an event whose id nobody can have used yet. */
    Emitted appendNew(ControlEvent event) {
        return emitted(sink.append(List.of(event))).get(0);
    }

    /**
     * Appends those of the events whose ids the feed does not hold. A sink need not remember ids for ever by itself; one that
     * does not can be asked.
     *
     * @return what became of the events, each of which was printed if it is in the feed
     */
    List<Emitted> appendUnlessHeld(List<ControlEvent> events) {
        Map<String, Long> versions = versionsHeld(
                events.stream().map(ControlEvent::eventId).distinct().toList());
        List<ControlEvent> missing = events.stream()
                .filter(event -> !versions.containsKey(event.eventId()))
                .toList();
        Iterator<AppendOutcome> answers = missing.isEmpty()
                ? List.<AppendOutcome>of().iterator()
                : sink.append(missing).iterator();
        return emitted(events.stream()
                .map(event -> {
                    Long version = versions.get(event.eventId());
                    return version == null ? answers.next() : new AppendOutcome.Duplicate(event.stamped(version));
                })
                .toList());
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
                    throw new FeedException.Unavailable(
                            gap.operation(),
                            "the feed dropped its oldest events " + LOOKUPS + " times while it was asked",
                            "Nothing was appended: try again.",
                            gap);
                }
                after = gap.earliest() - 1;
                tellOfGap(after);
            }
        }
    }

    private void tellOfGap(long removed) {
        if (!toldOfGap) {
            toldOfGap = true;
            surroundings.warn("the feed no longer holds its events up to version " + removed
                    + ", and cannot say which ids they had; an event that was among them is appended again");
        }
    }

    /** A duplicate says which version an id has; what stands there is read, because the content that came first stands. */
    private List<Emitted> emitted(List<AppendOutcome> outcomes) {
        SortedSet<Long> versions = outcomes.stream()
                .filter(AppendOutcome.Duplicate.class::isInstance)
                .map(duplicate -> duplicate.event().controlVersion())
                .collect(Collectors.toCollection(TreeSet::new));
        Map<Long, ControlEvent> held = heldEvents.at(versions);
        List<Emitted> emitted = outcomes.stream()
                .map(outcome -> new Emitted(
                        outcome,
                        outcome instanceof AppendOutcome.Duplicate
                                ? held.get(outcome.event().controlVersion())
                                : null))
                .toList();
        print(emitted);
        return emitted;
    }

    private void print(List<Emitted> events) {
        try {
            events.forEach(event -> event.line().ifPresent(surroundings.out()::line));
            surroundings.out().flush();
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
