package io.controlfeed.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.publisher.outbox.Outbox;
import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Properties;

/** A control plane as anybody might have one: it changes its own rows, and enqueues an event in the same transaction. */
final class ControlPlane implements AutoCloseable {
    private static final String ROWS = "application/vnd.controlfeed.rows+json";

    private final Connection connection;
    private final WritableStore artifacts;
    private final Outbox outbox = new Outbox();

    private ControlPlane(Connection connection, WritableStore artifacts) {
        this.connection = connection;
        this.artifacts = artifacts;
    }

    /** Makes its database, with its own tables and the outbox beside them. */
    static ControlPlane open(Path database, Path artifacts) throws SQLException {
        new OutboxSchema(OutboxDatabase.at(database.toString())).migrate();
        // Killed processes lose nothing by that; only a power cut would.
        WritableStore store = ArtifactRegistry.load()
                .openWritable(
                        "file", Map.of("artifacts-file-dir", artifacts.toString(), "artifacts-file-fsync", "false"));
        Properties properties = new Properties();
        properties.setProperty("synchronous", "NORMAL");
        properties.setProperty("busy_timeout", "30000");
        properties.setProperty("transaction_mode", "IMMEDIATE");
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database, properties);
        try (Statement tables = connection.createStatement()) {
            tables.executeUpdate(Scripts.TABLES.text() + Scripts.CONTROL_PLANE.text());
        }
        return new ControlPlane(connection, store);
    }

    /** Stores what nodes are to read; then changes its own row and enqueues the event, both or neither. */
    void commit(RowChange change, boolean isPoison) throws SQLException, InterruptedException {
        ArtifactRef stored = artifacts.put(change.artifact().getBytes(UTF_8));
        ControlEvent event = ControlEvent.builder(ControlEvent.newEventId(), change.type(), change.subject())
                .tenantId(change.tenant())
                .version(change.version())
                .baseVersion(change.version() - 1)
                .artifact(new ArtifactRef(stored.digest(), stored.size(), ROWS, null))
                .build();
        connection.setAutoCommit(false);
        try {
            change.write(connection);
            note(event, change, isPoison);
            outbox.enqueue(connection, event);
        } catch (SQLException | RuntimeException failed) {
            connection.rollback();
            throw failed;
        }
        // This commits. After commit() SQLite's driver begins the next transaction at once, and nobody else could
        // write.
        connection.setAutoCommit(true);
    }

    /** For the proof: what the control plane itself knows of what it did. */
    private void note(ControlEvent event, RowChange change, boolean isPoison) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO change (event_id, subject, version, is_poison, made_at) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, event.eventId());
            insert.setString(2, change.subject());
            insert.setLong(3, change.version());
            insert.setBoolean(4, isPoison);
            insert.setLong(5, ChronoUnit.MICROS.between(Instant.EPOCH, event.createdAt()));
            insert.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        artifacts.close();
        connection.close();
    }
}
