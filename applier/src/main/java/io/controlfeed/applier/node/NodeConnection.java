package io.controlfeed.applier.node;

import io.controlfeed.applier.fingerprint.Fingerprints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One connection of an applier to its node's file, with all that is prepared on it. */
final class NodeConnection implements AutoCloseable {
    /** How long to wait for readers that are about to end. */
    private static final int SHORT_MILLIS = 100;

    private final Connection connection;
    private final NodeTables tables;
    private final Forgetting forgetting;
    private final PreparedStatement dataVersion;
    private final @Nullable Fingerprints fingerprints;

    interface Write {
        BatchResult run() throws SQLException, InterruptedException;
    }

    private NodeConnection(NodeDatabase database, Connection connection, NodeRules rules, Set<String> projected)
            throws SQLException {
        this.connection = connection;
        NodeSchema.require(database, connection);
        tables = new NodeTables(database, connection);
        forgetting = new Forgetting(connection, rules.remembered(), rules.rememberedMicros());
        dataVersion = connection.prepareStatement("PRAGMA data_version");
        if (rules.keepsFingerprints()) {
            fingerprints = Fingerprints.open(connection, projected);
        } else {
            fingerprints = null;
            Fingerprints.forget(connection);
        }
    }

    /** @param projected the tables that the projection writes */
    static NodeConnection open(NodeDatabase database, NodeRules rules, Set<String> projected) throws SQLException {
        Connection connection = database.connect();
        try {
            return new NodeConnection(database, connection, rules, projected);
        } catch (SQLException | RuntimeException unusable) {
            connection.close();
            throw unusable;
        }
    }

    NodeTables tables() {
        return tables;
    }

    Forgetting forgetting() {
        return forgetting;
    }

    SortedMap<Integer, Cursor> cursors() throws SQLException {
        return Cursors.read(connection);
    }

    long dataVersion() throws SQLException {
        try (ResultSet row = dataVersion.executeQuery()) {
            return row.getLong(1);
        }
    }

    /** Writes as a whole or not at all. */
    BatchResult transaction(Write write) throws SQLException, InterruptedException {
        return Transaction.run(connection, transaction -> {
            if (fingerprints != null) {
                fingerprints.refresh();
            }
            return write.run();
        });
    }

    void setTrouble(@Nullable String kind, @Nullable String reason, @Nullable Long since) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement("UPDATE controlfeed_node SET trouble_kind = ?1,"
                + " trouble = ?2, trouble_since = ?3 WHERE trouble_kind IS NOT ?1 OR trouble IS NOT ?2")) {
            note.setString(1, kind);
            note.setString(2, reason);
            note.setObject(3, since);
            note.executeUpdate();
        }
    }

    @Nullable
    Instant contact() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT contacted_at FROM controlfeed_node")) {
            long micros = row.getLong(1);
            return row.wasNull() ? null : Moment.instant(micros);
        }
    }

    void setContact(Instant time) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement("UPDATE controlfeed_node SET contacted_at = ?")) {
            note.setLong(1, Moment.micros(time));
            note.executeUpdate();
        }
    }

    boolean emptyLog() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + SHORT_MILLIS);
            try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                return row.getInt(1) == 0;
            } finally {
                statement.execute("PRAGMA busy_timeout = " + NodeDatabase.BUSY_MILLIS);
            }
        }
    }

    @Override
    public void close() {
        try (Statement last = connection.createStatement()) {
            last.execute("PRAGMA optimize");
        } catch (SQLException notNeeded) {
            // The next one does it.
        }
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // There is nothing left to release.
        }
    }
}
