package io.controlfeed.applier;

import io.controlfeed.applier.node.BatchResult;
import io.controlfeed.applier.node.NodeStore;
import io.controlfeed.applier.node.ParkedEvent;
import io.controlfeed.applier.node.ParkedState;
import io.controlfeed.applier.node.ReadyEvent;
import io.controlfeed.feed.SubjectKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tries parked events again that somebody asked for, and then what waited behind them. */
final class Retrials implements AutoCloseable {
    private static final int SUBJECTS = 50;
    private static final int EVENTS = 100;
    private static final long UNKNOWN = -1;

    private final Preparation preparation;
    private final Map<SubjectKey, List<Prepared>> underWay = new LinkedHashMap<>();
    private @Nullable Object seenOn;
    private long seen = UNKNOWN;

    /** @param preparation of its own: what is under way here must not wait for room that others take */
    Retrials(Preparation preparation) {
        this.preparation = preparation;
    }

    /** Whether there are some that are not finished, or not begun. */
    boolean areUnderWay() {
        return !underWay.isEmpty() || seen == UNKNOWN;
    }

    /**
     * Begins what was asked for, and applies what is ready.
     *
     * @param done hears of each commit
     */
    void step(NodeStore store, Consumer<BatchResult> done) throws SQLException, InterruptedException {
        if (store.connection() != seenOn) {
            // What another connection says of changes means nothing on this one.
            seenOn = store.connection();
            seen = UNKNOWN;
        }
        long version = store.dataVersion();
        if (underWay.isEmpty()) {
            if (version == seen) {
                return;
            }
            begin(store);
        }
        boolean isMore = !underWay.isEmpty();
        for (SubjectKey subject : List.copyOf(underWay.keySet())) {
            List<Prepared> events = underWay.getOrDefault(subject, List.of());
            if (events.stream().allMatch(Prepared::isReady)) {
                done.accept(store.retry(subject, ready(events)));
                events.forEach(Prepared::close);
                underWay.remove(subject);
            }
        }
        // There may be more behind these; when there is not, only somebody else's commit can ask for more.
        seen = isMore ? UNKNOWN : version;
    }

    private void begin(NodeStore store) throws SQLException, InterruptedException {
        for (SubjectKey subject : store.subjectsToRetry(SUBJECTS)) {
            List<Prepared> events = new ArrayList<>();
            for (ParkedEvent parked : store.parkedOf(subject, EVENTS)) {
                // One that failed by itself waits for a decision of its own.
                boolean isAskedFor =
                        events.isEmpty() ? parked.state() == ParkedState.RETRY : parked.state() != ParkedState.FAILED;
                if (!isAskedFor) {
                    break;
                }
                Prepared event = preparation.tryBegin(parked.lane(), parked.event());
                if (event == null) {
                    break;
                }
                events.add(event);
            }
            if (!events.isEmpty()) {
                underWay.put(subject, events);
            }
        }
    }

    private static List<ReadyEvent> ready(List<Prepared> events) throws InterruptedException {
        List<ReadyEvent> ready = new ArrayList<>();
        for (Prepared event : events) {
            ready.add(event.ready());
        }
        return ready;
    }

    @Override
    public void close() {
        Consumer<List<Prepared>> all = events -> events.forEach(Prepared::close);
        underWay.values().forEach(all);
        underWay.clear();
    }
}
