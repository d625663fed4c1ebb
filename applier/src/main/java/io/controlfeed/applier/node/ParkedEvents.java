package io.controlfeed.applier.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.SubjectKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The applier's side of what is parked. */
final class ParkedEvents {
    /** An error longer than this is cut: the table is for reading. */
    private static final int LONGEST_ERROR = 2_000;

    /** What waits on a subject; see {@link #setSubject}. */
    private static final String OF_SUBJECT = "subject = ? AND tenant_id IS ? AND state <> 'discarded'";

    private final PreparedStatement any;
    private final PreparedStatement holds;
    private final PreparedStatement holdsSubject;
    private final PreparedStatement insert;
    private final PreparedStatement fail;
    private final PreparedStatement remove;
    private final PreparedStatement askedFor;
    private final PreparedStatement ofSubject;
    private final PreparedStatement release;

    ParkedEvents(Connection connection) throws SQLException {
        any = connection.prepareStatement("SELECT EXISTS (SELECT 1 FROM parked_events)");
        holds = connection.prepareStatement("SELECT 1 FROM parked_events WHERE event_id = ?");
        holdsSubject = connection.prepareStatement("SELECT 1 FROM parked_events WHERE " + OF_SUBJECT + " LIMIT 1");
        insert = connection.prepareStatement(
                "INSERT INTO parked_events (event_id, lane, control_version, tenant_id, subject, event, state, kind, error, attempts,"
                        + " parked_at, tried_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        fail = connection.prepareStatement("UPDATE parked_events SET state = 'failed', kind = ?, error = ?,"
                + " attempts = attempts + 1, tried_at = ? WHERE event_id = ?");
        remove = connection.prepareStatement("DELETE FROM parked_events WHERE event_id = ?");
        askedFor = connection.prepareStatement(
                "SELECT DISTINCT tenant_id, subject FROM parked_events WHERE state = 'retry' LIMIT ?");
        ofSubject = connection.prepareStatement("SELECT event_id, lane, event, state FROM parked_events WHERE "
                + OF_SUBJECT + " ORDER BY lane, control_version LIMIT ?");
        release = connection.prepareStatement("UPDATE parked_events SET state = 'retry' WHERE event_id = ("
                + "SELECT event_id FROM parked_events WHERE " + OF_SUBJECT
                + " ORDER BY lane, control_version LIMIT 1) AND state = 'behind'");
    }

    /** Whether anything is parked, or was given up. */
    boolean any() throws SQLException {
        try (ResultSet row = any.executeQuery()) {
            return row.getBoolean(1);
        }
    }

    /** Whether an event is parked, or was given up. */
    boolean holds(String eventId) throws SQLException {
        holds.setString(1, eventId);
        try (ResultSet row = holds.executeQuery()) {
            return row.next();
        }
    }

    /** Whether a subject waits. */
    boolean holdsSubject(SubjectKey subject) throws SQLException {
        setSubject(holdsSubject, subject);
        try (ResultSet row = holdsSubject.executeQuery()) {
            return row.next();
        }
    }

    /** Parks an event: as one that failed, or behind one. */
    void park(int lane, ControlEvent event, @Nullable UnfitEventException failure, long now) throws SQLException {
        insert.setString(1, event.eventId());
        insert.setInt(2, lane);
        insert.setLong(3, event.controlVersion());
        insert.setString(4, event.tenantId());
        insert.setString(5, event.subject());
        insert.setString(6, EventJson.toText(event));
        insert.setString(7, (failure == null ? ParkedState.BEHIND : ParkedState.FAILED).word());
        insert.setString(8, failure == null ? null : failure.kind().word());
        insert.setString(9, failure == null ? null : errorOf(failure));
        insert.setInt(10, failure == null ? 0 : 1);
        insert.setLong(11, now);
        insert.setObject(12, failure == null ? null : now);
        insert.executeUpdate();
    }

    /** A parked event was tried, and failed. */
    void fail(String eventId, UnfitEventException failure, long now) throws SQLException {
        fail.setString(1, failure.kind().word());
        fail.setString(2, errorOf(failure));
        fail.setLong(3, now);
        fail.setString(4, eventId);
        fail.executeUpdate();
    }

    /** A parked event was applied. */
    void remove(String eventId) throws SQLException {
        remove.setString(1, eventId);
        remove.executeUpdate();
    }

    /** The next event of a subject is to be tried, if it only waited for the one before it. */
    void release(SubjectKey subject) throws SQLException {
        setSubject(release, subject);
        release.executeUpdate();
    }

    /** Subjects whose first event is to be tried again. */
    List<SubjectKey> subjectsToRetry(int atMost) throws SQLException {
        askedFor.setInt(1, atMost);
        List<SubjectKey> subjects = new ArrayList<>();
        try (ResultSet row = askedFor.executeQuery()) {
            while (row.next()) {
                subjects.add(new SubjectKey(row.getString(1), row.getString(2)));
            }
        }
        return subjects;
    }

    /** What a subject waits with, in its order. */
    List<ParkedEvent> ofSubject(SubjectKey subject, int atMost) throws SQLException {
        setSubject(ofSubject, subject);
        ofSubject.setInt(3, atMost);
        List<ParkedEvent> events = new ArrayList<>();
        try (ResultSet row = ofSubject.executeQuery()) {
            while (row.next()) {
                events.add(new ParkedEvent(
                        row.getInt(2),
                        EventJson.decode(row.getString(3).getBytes(UTF_8)),
                        ParkedState.of(row.getString(4))));
            }
        }
        return events;
    }

    private static void setSubject(PreparedStatement statement, SubjectKey subject) throws SQLException {
        statement.setString(1, subject.subject());
        statement.setString(2, subject.tenantId());
    }

    private static String errorOf(UnfitEventException failure) {
        String error = failure.reason() + ". " + failure.hint();
        if (error.length() <= LONGEST_ERROR) {
            return error;
        }
        int end = Character.isHighSurrogate(error.charAt(LONGEST_ERROR - 1)) ? LONGEST_ERROR - 1 : LONGEST_ERROR;
        return error.substring(0, end) + "…";
    }
}
