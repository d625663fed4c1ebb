package io.controlfeed.feed.tck;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The ways of a {@link MisbehavingSink} that go wrong only when several threads append at once. */
record RacingAppends(MisbehavingFeed feed, MemorySink honest) {
    /** Long enough for others to come between. */
    static final Duration A_WHILE = Duration.ofMillis(3);

    /** Looks and then stores, as if nobody could come between. */
    List<AppendOutcome> lookThenStore(List<ControlEvent> events) {
        Map<String, Long> held = feed.memory()
                .versionsHeld(events.stream().map(ControlEvent::eventId).toList(), 0);
        LockSupport.parkNanos(A_WHILE.toNanos());
        return events.stream()
                .map(event -> stored(event, held.get(event.eventId())))
                .toList();
    }

    private AppendOutcome stored(ControlEvent event, @Nullable Long held) {
        return held == null
                ? new AppendOutcome.Appended(feed.memory().store(event))
                : new AppendOutcome.Duplicate(event.stamped(held));
    }

    /** Gives versions at once, and shows every other one only after a while. */
    List<AppendOutcome> showLate(List<ControlEvent> events) {
        List<AppendOutcome> outcomes;
        synchronized (feed.memory()) {
            outcomes = honest.append(events);
            outcomes.forEach(outcome -> feed.hidden().add(outcome.event().controlVersion()));
        }
        if (!outcomes.isEmpty() && outcomes.get(0).event().controlVersion() % 4 == 0) {
            LockSupport.parkNanos(A_WHILE.toNanos());
        }
        outcomes.forEach(outcome -> feed.hidden().remove(outcome.event().controlVersion()));
        return outcomes;
    }
}
