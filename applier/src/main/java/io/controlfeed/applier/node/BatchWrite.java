package io.controlfeed.applier.node;

import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.applier.projection.Unfitness;
import io.controlfeed.feed.ControlEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One attempt to apply events in an open transaction. */
final class BatchWrite {
    private final NodeTables tables;
    private final Map<Integer, Cursor> at;
    private final boolean haltsOnFailure;
    private final List<ReadyEvent> events;
    private final boolean isCareful;
    private final long now = Moment.now();
    private final long forgotten;
    private final List<ControlEvent> applied = new ArrayList<>();
    private final Map<Integer, Cursor> moved = new HashMap<>();
    private final Map<Integer, ControlEvent> last = new HashMap<>();
    private boolean isAnyParked;
    private int next;
    private int skipped;
    private int failed;
    private int behind;
    private BatchResult.@Nullable Halt halted;

    /**
     * @param at the cursors, by lane
     * @param isCareful whether each event gets a savepoint, so that one that fails can be undone alone
     */
    BatchWrite(
            NodeTables tables,
            Map<Integer, Cursor> at,
            List<ReadyEvent> events,
            boolean isCareful,
            boolean haltsOnFailure)
            throws SQLException {
        this.tables = tables;
        this.at = at;
        this.events = events;
        this.isCareful = isCareful;
        this.haltsOnFailure = haltsOnFailure;
        this.forgotten = tables.forgottenBefore();
    }

    boolean isCareful() {
        return isCareful;
    }

    /** The index of the event that was tried last. */
    int tried() {
        return next;
    }

    /** The cursors as they are when the transaction has committed. */
    Map<Integer, Cursor> moved() {
        return moved;
    }

    BatchResult write() throws SQLException, InterruptedException {
        isAnyParked = tables.parked().any();
        for (next = 0; next < events.size() && halted == null; next++) {
            ReadyEvent ready = events.get(next);
            if (ready.event().controlVersion() <= cursorOf(ready.lane()).controlVersion()) {
                skipped++;
            } else {
                settle(ready);
                if (halted == null) {
                    last.put(ready.lane(), ready.event());
                }
            }
        }
        for (Map.Entry<Integer, ControlEvent> end : last.entrySet()) {
            ControlEvent event = end.getValue();
            moved.put(
                    end.getKey(),
                    tables.cursors()
                            .move(
                                    cursorOf(end.getKey()),
                                    event.controlVersion(),
                                    Moment.micros(event.createdAt()),
                                    now));
        }
        int settled = halted == null ? next : next - 1;
        return new BatchResult(applied, settled, skipped, failed, behind, halted);
    }

    private Cursor cursorOf(int lane) {
        Cursor cursor = at.get(lane);
        if (cursor == null) {
            throw new IllegalStateException("lane " + lane + " has no cursor");
        }
        return cursor;
    }

    private void settle(ReadyEvent ready) throws SQLException, InterruptedException {
        ControlEvent event = ready.event();
        if (isAnyParked) {
            if (tables.parked().holds(event.eventId())) {
                skipped++;
                return;
            }
            if (tables.parked().holdsSubject(event.subjectKey())) {
                if (tables.applied().contains(event.eventId())) {
                    skipped++;
                } else {
                    parkBehind(ready);
                }
                return;
            }
        }
        if (!isCareful) {
            write(ready);
            return;
        }
        tables.savepoints().set();
        UnfitEventException failure = null;
        try {
            write(ready);
        } catch (UnfitEventException unfit) {
            failure = unfit;
        }
        if (failure == null) {
            tables.savepoints().release();
        } else {
            giveUp(ready, failure);
        }
    }

    /** Also here a forgotten one is set aside by itself: it is not applied only because the one before it is. */
    private void parkBehind(ReadyEvent ready) throws SQLException {
        ControlEvent event = ready.event();
        boolean isForgotten = isForgotten(ready, Moment.micros(event.createdAt()));
        tables.parked().park(ready.lane(), event, isForgotten ? forgotten(event) : null, now);
        if (isForgotten) {
            failed++;
        } else {
            behind++;
        }
    }

    private boolean isForgotten(ReadyEvent ready, long createdAt) {
        return createdAt < forgotten
                && !cursorOf(ready.lane()).isReplay(ready.event().controlVersion());
    }

    private void giveUp(ReadyEvent ready, UnfitEventException failure) throws SQLException {
        tables.goBack(failure);
        if (haltsOnFailure) {
            halted = new BatchResult.Halt(ready.lane(), ready.event(), failure);
        } else {
            tables.parked().park(ready.lane(), ready.event(), failure, now);
            isAnyParked = true;
            failed++;
        }
    }

    private void write(ReadyEvent ready) throws SQLException, InterruptedException {
        ControlEvent event = ready.event();
        long createdAt = Moment.micros(event.createdAt());
        if (!tables.applied().add(ready.lane(), event, createdAt, now)) {
            skipped++;
            return;
        }
        if (isForgotten(ready, createdAt)) {
            throw forgotten(event);
        }
        tables.change(ready, cursorOf(ready.lane()).isReplay(event.controlVersion()));
        applied.add(event);
    }

    private UnfitEventException forgotten(ControlEvent event) {
        return new UnfitEventException(
                Unfitness.FORGOTTEN,
                "it was created at " + event.createdAt() + ", and of events created before " + Moment.instant(forgotten)
                        + " this node no longer remembers which ones it has applied",
                "If it is new, retry it; if it was applied before, discard it.");
    }
}
