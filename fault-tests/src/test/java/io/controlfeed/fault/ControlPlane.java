package io.controlfeed.fault;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.publisher.Database;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.outbox.Outbox;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A producer's database: resources that have versions, and the outbox. Each change of a resource is one event, in the same transaction;
 * so the versions of a resource are what its events must tell, each once and in this order, whatever becomes of the pump.
 */
final class ControlPlane {
    private static final String CHANGE = "INSERT INTO resources (subject, version) VALUES (?, 1)"
            + " ON CONFLICT (subject) DO UPDATE SET version = resources.version + 1";

    private final Fresh database;
    private final Outbox outbox = new Outbox();
    private final AtomicInteger events = new AtomicInteger();

    private ControlPlane(Fresh database) {
        this.database = database;
    }

    static ControlPlane create(Database kind, Path dir) throws SQLException {
        Fresh database = kind.create(dir);
        database.execute("CREATE TABLE resources (subject varchar(100) PRIMARY KEY, version bigint NOT NULL)");
        return new ControlPlane(database);
    }

    String place() {
        return database.place();
    }

    Connection connect() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    List<String> query(String sql) throws SQLException {
        return database.query(sql);
    }

    void execute(String sql) throws SQLException {
        database.execute(sql);
    }

    long count(String where) throws SQLException {
        return Long.parseLong(query("SELECT count(*) FROM control_events_outbox WHERE " + where)
                .get(0));
    }

    /** Changes resources in the connection's transaction, and enqueues that; returns the events' ids. */
    List<String> change(Connection connection, List<String> subjects) throws SQLException {
        List<ControlEvent> changed = new ArrayList<>();
        for (String subject : subjects) {
            changed.add(changed(connection, subject));
        }
        outbox.enqueue(connection, changed);
        return changed.stream().map(ControlEvent::eventId).toList();
    }

    /** The same, as a program in any other language does. */
    List<String> changeInPlainSql(Connection connection, List<String> subjects) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (String subject : subjects) {
            ControlEvent event = changed(connection, subject);
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO control_events_outbox (event_id, event_type, subject, version) VALUES (?, ?, ?, ?)")) {
                insert.setString(1, event.eventId());
                insert.setString(2, event.type());
                insert.setString(3, subject);
                insert.setObject(4, event.version());
                insert.executeUpdate();
            }
            ids.add(event.eventId());
        }
        return ids;
    }

    private ControlEvent changed(Connection connection, String subject) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(CHANGE);
                PreparedStatement read =
                        connection.prepareStatement("SELECT version FROM resources WHERE subject = ?")) {
            change.setString(1, subject);
            change.executeUpdate();
            read.setString(1, subject);
            try (ResultSet row = read.executeQuery()) {
                row.next();
                return ControlEvent.builder("event-" + events.incrementAndGet(), "resource.changed", subject)
                        .version(row.getLong(1))
                        .build();
            }
        }
    }
}
