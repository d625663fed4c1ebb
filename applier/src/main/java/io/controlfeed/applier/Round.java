package io.controlfeed.applier;

import io.controlfeed.applier.node.BatchResult;
import io.controlfeed.applier.node.Cursor;
import io.controlfeed.applier.node.ReadyEvent;
import io.controlfeed.feed.ControlEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the applier does again and again: one batch, what operators asked for, and some tidying. */
final class Round {
    private static final Logger LOG = LoggerFactory.getLogger(Round.class);
    /** How soon it is seen that an operator asked for something. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private final NodeLink node;
    private final List<LaneReader> lanes;
    private final Ahead ahead;
    private final Retrials retrials;
    private final WalGuard wal;
    private final Stop stop;
    private final ApplierMetrics metrics;
    private final List<AppliedListener> listeners;
    private final int batch;

    Round(
            NodeLink node,
            List<LaneReader> lanes,
            Ahead ahead,
            Retrials retrials,
            WalGuard wal,
            Stop stop,
            ApplierMetrics metrics,
            List<AppliedListener> listeners,
            int batch) {
        this.node = node;
        this.lanes = lanes;
        this.ahead = ahead;
        this.retrials = retrials;
        this.wal = wal;
        this.stop = stop;
        this.metrics = metrics;
        this.listeners = listeners;
        this.batch = batch;
    }

    /** Whether every lane had nothing more, and everything before that is applied. */
    boolean isCaughtUp() {
        return ahead.lanesCaughtUp() == lanes.size() && !retrials.areUnderWay();
    }

    void run() throws InterruptedException {
        awaitRoomInLog();
        apply(ahead.take(batch, retrials.areUnderWay() ? Duration.ofMillis(1) : TICK));
        Instant begun = Instant.now();
        node.run(store -> {
            retrials.step(store, retried -> {
                metrics.retried(retried);
                tell(retried.applied(), begun);
            });
            return store.forget();
        });
    }

    private void awaitRoomInLog() throws InterruptedException {
        for (int failures = 1; wal.isFull() && !node.run(wal::tryToEmpty); failures++) {
            stop.pauseAfter(failures);
        }
    }

    private void apply(List<Prepared> prepared) throws InterruptedException {
        if (prepared.isEmpty()) {
            return;
        }
        try {
            List<ReadyEvent> ready = new ArrayList<>(prepared.size());
            for (Prepared event : prepared) {
                ready.add(event.ready());
            }
            for (int done = 0; done < ready.size(); ) {
                List<ReadyEvent> rest = ready.subList(done, ready.size());
                Instant begun = Instant.now();
                long begin = System.nanoTime();
                BatchResult result = node.run(store -> store.apply(rest));
                metrics.transaction(Duration.ofNanos(System.nanoTime() - begin));
                settle(result, rest.subList(0, result.settled()), begun);
                done += result.settled();
            }
        } finally {
            prepared.forEach(Prepared::close);
            ahead.settled();
        }
    }

    private void settle(BatchResult result, List<ReadyEvent> settled, Instant begun) throws InterruptedException {
        for (ReadyEvent event : settled) {
            lanes.get(event.lane()).ack(event.event().eventId());
        }
        for (Cursor cursor : node.run(store -> List.copyOf(store.cursors().values()))) {
            metrics.cursor(cursor.lane(), cursor.controlVersion());
        }
        metrics.batch(result);
        if (result.failed() > 0) {
            LOG.warn(
                    "{} of {} events could not be applied and were parked; controlfeed parked list shows them",
                    result.failed(),
                    settled.size());
        }
        tell(result.applied(), begun);
        if (result.halted() != null) {
            throw new HaltedException(result.halted());
        }
    }

    private void tell(List<ControlEvent> applied, Instant begun) {
        if (applied.isEmpty()) {
            return;
        }
        for (AppliedListener listener : listeners) {
            try {
                listener.applied(applied, begun);
            } catch (RuntimeException fault) {
                LOG.error("a listener failed; what was applied stays applied", fault);
            }
        }
    }
}
