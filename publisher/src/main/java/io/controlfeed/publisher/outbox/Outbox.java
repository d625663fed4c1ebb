package io.controlfeed.publisher.outbox;

import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts events into the outbox, in the caller's own transaction: they are published if it commits, and never existed if it does not.
 * It costs one insert, and no producer waits for another.
 *
 * <p>Order: what a later transaction enqueues on a subject is published after what an earlier one did, if the earlier one had
 * committed before the later one enqueued. Two transactions that run at once have no order unless they lock something of the
 * subject first, which changing its rows does.
 */
public final class Outbox {
    private static final String INSERT = """
            INSERT INTO control_events_outbox (event_id, event_type, tenant_id, subject, version, base_version, artifact_ref,
                checksum, artifact_size, artifact_media_type, origin, attributes, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /**
     * Enqueues one event.
     *
     * @param connection the caller's, in a transaction that the caller commits
     * @throws SQLException what the database said: an event id that is in the outbox already breaks its unique constraint
     */
    public void enqueue(Connection connection, ControlEvent event) throws SQLException {
        enqueue(connection, List.of(event));
    }

    /** Enqueues events in their order. */
    public void enqueue(Connection connection, List<ControlEvent> events) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException(
                    "enqueue of " + events.size() + " events: the connection is in auto-commit mode, so they"
                            + " would not be part of your transaction. Call setAutoCommit(false), change your rows, enqueue, commit.");
        }
        for (ControlEvent event : events) {
            if (event.controlVersion() != 0) {
                throw new IllegalArgumentException("event '" + event.eventId() + "' already has control version "
                        + event.controlVersion() + ": enqueue an event that was not published yet");
            }
        }
        Dialect dialect = Dialect.of(connection);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            if (events.size() == 1) {
                bind(insert, dialect, events.get(0));
                insert.executeUpdate();
                return;
            }
            for (ControlEvent event : events) {
                bind(insert, dialect, event);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Enqueues one event in a transaction of its own, for whoever has nothing else to change.
     *
     * @return whether it was added; not if its id is in the outbox already
     * @throws OutboxException if there is no outbox in the database
     */
    public boolean enqueueAlone(OutboxDatabase database, ControlEvent event) throws SQLException {
        try (Connection own = database.connect()) {
            new OutboxSchema(database).require(own);
            return Transaction.run(own, connection -> {
                try (PreparedStatement look =
                        connection.prepareStatement("SELECT 1 FROM control_events_outbox WHERE event_id = ?")) {
                    look.setString(1, event.eventId());
                    if (look.executeQuery().next()) {
                        return false;
                    }
                }
                enqueue(connection, event);
                return true;
            });
        }
    }

    private static void bind(PreparedStatement insert, Dialect dialect, ControlEvent event) throws SQLException {
        ArtifactRef artifact = event.artifact();
        insert.setString(1, event.eventId());
        insert.setString(2, event.type());
        insert.setString(3, event.tenantId());
        insert.setString(4, event.subject());
        setLong(insert, 5, event.version());
        setLong(insert, 6, event.baseVersion());
        insert.setString(7, artifact == null ? null : artifact.location());
        insert.setString(8, artifact == null ? null : artifact.digest());
        setLong(insert, 9, artifact == null ? null : artifact.size());
        insert.setString(10, artifact == null ? null : artifact.mediaType());
        insert.setString(11, event.origin());
        insert.setString(12, event.attributes().isEmpty() ? null : EventJson.attributesToText(event.attributes()));
        if (dialect == Dialect.POSTGRESQL) {
            insert.setObject(13, event.createdAt().atOffset(ZoneOffset.UTC));
        } else {
            insert.setString(13, event.createdAt().toString());
        }
    }

    private static void setLong(PreparedStatement insert, int index, @Nullable Long value) throws SQLException {
        if (value == null) {
            insert.setNull(index, Types.BIGINT);
        } else {
            insert.setLong(index, value);
        }
    }
}
