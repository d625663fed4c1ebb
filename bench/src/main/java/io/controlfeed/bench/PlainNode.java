package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The floor of an applier, by hand: the same statements on the same tables with the same durability, for events that lie ready in memory. It does not
 * know what to do when anything fails.
 */
final class PlainNode implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final long MICROS = 1_000;

    private final Upsert.Values values;
    private final Connection connection;
    private final PreparedStatement applied;
    private final PreparedStatement upsert;
    private final PreparedStatement cursor;

    PlainNode(Path file) {
        this(file, Upsert.SETTING);
    }

    PlainNode(Path file, Upsert change) {
        this.values = change.values();
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file
                    + "?journal_mode=WAL&synchronous=FULL&transaction_mode=IMMEDIATE&jdbc.get_generated_keys=false");
            try (Statement tables = connection.createStatement()) {
                tables.executeUpdate(
                        "CREATE TABLE IF NOT EXISTS applied_events (id INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE,"
                                + " lane INTEGER NOT NULL, control_version INTEGER NOT NULL, created_at INTEGER NOT NULL,"
                                + " applied_at INTEGER NOT NULL) STRICT");
                tables.executeUpdate(
                        "CREATE TABLE IF NOT EXISTS cursor (lane INTEGER PRIMARY KEY, control_version INTEGER NOT NULL) STRICT");
                tables.executeUpdate("INSERT OR IGNORE INTO cursor VALUES (0, 0)");
                tables.executeUpdate(change.table());
            }
            applied = connection.prepareStatement(
                    "INSERT INTO applied_events (event_id, lane, control_version, created_at,"
                            + " applied_at) VALUES (?, 0, ?, ?, ?) ON CONFLICT (event_id) DO NOTHING");
            upsert = connection.prepareStatement(change.sql());
            cursor = connection.prepareStatement("UPDATE cursor SET control_version = ?");
            connection.setAutoCommit(false);
        } catch (SQLException failed) {
            throw new IllegalStateException(file + " cannot be made", failed);
        }
    }

    /** Applies events to a new file, and deletes it. */
    static Samples apply(Path file, Upsert change, List<ControlEvent> events) throws IOException, InterruptedException {
        Samples samples = Samples.timed(1, n -> {
            try (PlainNode node = new PlainNode(file, change)) {
                node.apply(events);
            }
        });
        AppliedNode.delete(file);
        return samples;
    }

    /** Up to which version it has everything. */
    long cursor() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT control_version FROM cursor")) {
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException("the cursor cannot be read", failed);
        }
    }

    void apply(List<ControlEvent> events) {
        for (int from = 0; from < events.size(); from += BATCH) {
            apply(events.subList(from, Math.min(events.size(), from + BATCH)), from);
        }
    }

    /** Applies one batch, which follows so many events. */
    void apply(List<ControlEvent> batch, int from) {
        try {
            applyBatch(batch, from);
        } catch (SQLException failed) {
            throw new IllegalStateException("an event cannot be applied", failed);
        }
    }

    private void applyBatch(List<ControlEvent> events, int from) throws SQLException {
        long now = System.currentTimeMillis() * MICROS;
        int version = from;
        for (ControlEvent event : events) {
            applied.setString(1, event.eventId());
            applied.setLong(2, ++version);
            applied.setLong(3, event.createdAt().toEpochMilli() * MICROS);
            applied.setLong(4, now);
            applied.executeUpdate();
            values.bind(upsert, event);
            upsert.executeUpdate();
        }
        cursor.setLong(1, version);
        cursor.executeUpdate();
        connection.commit();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new IllegalStateException("the file cannot be closed", failed);
        }
    }
}
