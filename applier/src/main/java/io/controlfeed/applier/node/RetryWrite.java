package io.controlfeed.applier.node;

import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.SubjectKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One attempt, in an open transaction, to apply what is parked of a subject. */
final class RetryWrite {
    private final NodeTables tables;
    private final Map<Integer, Cursor> at;
    private final SubjectKey subject;
    private final List<ReadyEvent> events;
    private final long now = Moment.now();
    private int next;

    RetryWrite(NodeTables tables, Map<Integer, Cursor> at, SubjectKey subject, List<ReadyEvent> events) {
        this.tables = tables;
        this.at = at;
        this.subject = subject;
        this.events = events;
    }

    /** The index of the event that was tried last. */
    int tried() {
        return next;
    }

    BatchResult write() throws SQLException, InterruptedException {
        List<ControlEvent> applied = new ArrayList<>();
        if (!isStillParked()) {
            return new BatchResult(applied, 0, 0, 0, 0, null);
        }
        for (next = 0; next < events.size(); next++) {
            ReadyEvent event = events.get(next);
            UnfitEventException failure = tryOne(event, applied);
            if (failure != null) {
                tables.goBack(failure);
                tables.parked().fail(event.event().eventId(), failure, now);
                return new BatchResult(applied, next, 0, 1, 0, null);
            }
            tables.savepoints().release();
        }
        tables.parked().release(subject);
        return new BatchResult(applied, events.size(), 0, 0, 0, null);
    }

    private @Nullable UnfitEventException tryOne(ReadyEvent ready, List<ControlEvent> applied)
            throws SQLException, InterruptedException {
        ControlEvent event = ready.event();
        Cursor cursor = at.get(ready.lane());
        boolean isReplay = cursor != null && cursor.isReplay(event.controlVersion());
        tables.savepoints().set();
        try {
            if (tables.applied().add(ready.lane(), event, Moment.micros(event.createdAt()), now)) {
                tables.change(ready, isReplay);
                applied.add(event);
            }
            tables.parked().remove(event.eventId());
            return null;
        } catch (UnfitEventException unfit) {
            return unfit;
        }
    }

    /** An operator may have given some of them up meanwhile. */
    private boolean isStillParked() throws SQLException {
        return ids(tables.parked().ofSubject(subject, events.size()).stream().map(ParkedEvent::event))
                .equals(ids(events.stream().map(ReadyEvent::event)));
    }

    private static List<String> ids(Stream<ControlEvent> events) {
        return events.map(ControlEvent::eventId).toList();
    }
}
