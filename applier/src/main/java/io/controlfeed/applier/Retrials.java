package io.controlfeed.applier;

import io.controlfeed.applier.node.BatchResult;
import io.controlfeed.applier.node.NodeStore;
import io.controlfeed.applier.node.ParkedEvent;
import io.controlfeed.applier.node.ReadyEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tries parked events again that somebody asked for, and then what waited behind them. */
final class Retrials implements AutoCloseable {
    private static final int SUBJECTS = 50;
    private static final int EVENTS = 100;
    private static final long UNKNOWN = -1;

    private final Preparation preparation;
    private final Map<String, List<Prepared>> underWay = new LinkedHashMap<>();
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
     * @return what was done; empty if there is nothing to do for now
     */
    List<BatchResult> step(NodeStore store) throws SQLException, InterruptedException {
        long version = store.dataVersion();
        if (underWay.isEmpty()) {
            if (version == seen) {
                return List.of();
            }
            begin(store);
        }
        List<BatchResult> done = new ArrayList<>();
        for (String subject : List.copyOf(underWay.keySet())) {
            List<Prepared> events = underWay.getOrDefault(subject, List.of());
            if (events.stream().allMatch(Prepared::isReady)) {
                done.add(store.retry(subject, ready(events)));
                events.forEach(Prepared::close);
                underWay.remove(subject);
            }
        }
        // There may be more behind these; when there is not, only somebody else's commit can ask for more.
        seen = done.isEmpty() && underWay.isEmpty() ? version : UNKNOWN;
        return done;
    }

    private void begin(NodeStore store) throws SQLException, InterruptedException {
        for (String subject : store.subjectsToRetry(SUBJECTS)) {
            List<Prepared> events = new ArrayList<>();
            for (ParkedEvent parked : store.parkedOf(subject, EVENTS)) {
                Prepared event = preparation.tryBegin(parked.lane(), parked.event());
                if (event == null) {
                    break;
                }
                events.add(event);
            }
            if (events.isEmpty()) {
                return;
            }
            underWay.put(subject, events);
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
