package io.controlfeed.system.whole;

import static java.util.Objects.requireNonNull;

import io.controlfeed.fault.Written;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.outbox.Outbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A control plane's own tables: what each subject is set to, and which event told of which change of it. Both are written in the
 * transaction that enqueues the event, so they are the truth that everything else is held against.
 */
final class Ledger {
    private static final String CHANGE = "INSERT INTO business (subject, version, value) VALUES (?, 1, ?)"
            + " ON CONFLICT (subject) DO UPDATE SET version = business.version + 1, value = excluded.value"
            + " RETURNING version";
    private static final String NOTE = "INSERT INTO ledger (event_id, subject, version, value) VALUES (?, ?, ?, ?)";
    private static final String PLAIN = "INSERT INTO control_events_outbox (event_id, event_type, subject, version,"
            + " base_version, checksum, artifact_size) VALUES (?, ?, ?, ?, ?, ?, ?)";

    private final Fresh database;
    private final Outbox outbox = new Outbox();

    Ledger(Fresh database) throws SQLException {
        this.database = database;
        database.execute(
                "CREATE TABLE business (subject varchar(100) PRIMARY KEY, version bigint NOT NULL, value bigint)");
        database.execute("CREATE TABLE ledger (event_id varchar(100) PRIMARY KEY, subject varchar(100) NOT NULL,"
                + " version bigint NOT NULL, value bigint)");
    }

    Connection connect() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Does all of a transaction but its end. */
    void write(Connection connection, Planned planned, Map<String, ArtifactRef> artifacts) throws SQLException {
        List<ControlEvent> events = new ArrayList<>();
        for (Planned.Change change : planned.changes()) {
            Written written = change.written();
            long version = change(connection, written);
            note(connection, change.eventId(), written, version);
            ControlEvent.Builder event = ControlEvent.builder(change.eventId(), "setting.changed", written.subject())
                    .version(version)
                    .baseVersion(version - 1);
            events.add(event.artifact(artifacts.get(change.eventId())).build());
        }
        if (planned.isPlainSql()) {
            insert(connection, events);
        } else {
            outbox.enqueue(connection, events);
        }
    }

    private static long change(Connection connection, Written written) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(CHANGE)) {
            change.setString(1, written.subject());
            change.setObject(2, written.value());
            try (ResultSet row = change.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void note(Connection connection, String eventId, Written written, long version) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(NOTE)) {
            note.setString(1, eventId);
            note.setString(2, written.subject());
            note.setLong(3, version);
            note.setObject(4, written.value());
            note.executeUpdate();
        }
    }

    /** As a program in any other language does. */
    private static void insert(Connection connection, List<ControlEvent> events) throws SQLException {
        for (ControlEvent event : events) {
            ArtifactRef artifact = requireNonNull(event.artifact());
            try (PreparedStatement insert = connection.prepareStatement(PLAIN)) {
                insert.setString(1, event.eventId());
                insert.setString(2, event.type());
                insert.setString(3, event.subject());
                insert.setObject(4, event.version());
                insert.setObject(5, event.baseVersion());
                insert.setString(6, artifact.digest());
                insert.setObject(7, artifact.size());
                insert.executeUpdate();
            }
        }
    }

    /** Whether a transaction whose end had no answer was committed. */
    boolean holds(Planned planned) throws SQLException {
        return !query("SELECT 1 FROM ledger WHERE event_id = '"
                        + planned.changes().get(0).eventId() + "'")
                .isEmpty();
    }

    List<String> query(String sql) throws SQLException {
        return database.query(sql);
    }

    long count(String table, String where) throws SQLException {
        return Long.parseLong(
                query("SELECT count(*) FROM " + table + " WHERE " + where).get(0));
    }

    /** What each event tells, by its id. */
    Map<String, Written> events() throws SQLException {
        Map<String, Written> events = new HashMap<>();
        for (String row : query("SELECT event_id, subject, value FROM ledger")) {
            String[] columns = row.split(" ", 3);
            events.put(
                    columns[0], new Written(columns[1], columns[2].equals("null") ? null : Long.valueOf(columns[2])));
        }
        return events;
    }

    /** The ids of each subject's events, in the order of their commits. */
    Map<String, List<String>> eventsOfSubjects() throws SQLException {
        Map<String, List<String>> events = new HashMap<>();
        for (String row : query("SELECT event_id, subject FROM ledger ORDER BY subject, version")) {
            String[] columns = row.split(" ", 2);
            events.computeIfAbsent(columns[1], first -> new ArrayList<>()).add(columns[0]);
        }
        return events;
    }
}
