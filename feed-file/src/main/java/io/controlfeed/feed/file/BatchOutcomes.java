package io.controlfeed.feed.file;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.SubjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fates of a batch's events, told one after the other: what failed holds back what follows on its subject. */
final class BatchOutcomes {
    private final List<ControlEvent> events;
    private final List<AppendOutcome> outcomes = new ArrayList<>();
    private final Map<SubjectKey, String> failed = new HashMap<>();

    BatchOutcomes(List<ControlEvent> events) {
        this.events = events;
    }

    void appended(int i, long version) {
        outcomes.add(new AppendOutcome.Appended(events.get(i).stamped(version)));
    }

    void duplicate(int i, long version) {
        outcomes.add(new AppendOutcome.Duplicate(events.get(i).stamped(version)));
    }

    void failed(int i, FeedException error) {
        ControlEvent event = events.get(i);
        failed.putIfAbsent(event.subjectKey(), event.eventId());
        outcomes.add(new AppendOutcome.Failed(event, error));
    }

    void failedUnlessHeldBack(int i, FeedException error) {
        ControlEvent event = events.get(i);
        String behind = failed.get(event.subjectKey());
        if (behind == null) {
            failed(i, error);
        } else {
            outcomes.add(new AppendOutcome.HeldBack(event, behind));
        }
    }

    /** An id that is repeated in one batch shares the fate of its first. */
    void sameAs(int first, int i) {
        if (outcomes.get(first) instanceof AppendOutcome.Failed failure) {
            failed(i, failure.error());
        } else if (outcomes.get(first) instanceof AppendOutcome.HeldBack heldBack) {
            outcomes.add(new AppendOutcome.HeldBack(events.get(i), heldBack.behind()));
        } else {
            duplicate(i, outcomes.get(first).event().controlVersion());
        }
    }

    String firstFailed() {
        return outcomes.stream()
                .filter(AppendOutcome.Failed.class::isInstance)
                .map(outcome -> outcome.event().eventId())
                .findFirst()
                .orElse("");
    }

    List<AppendOutcome> inOrder() {
        return List.copyOf(outcomes);
    }
}
