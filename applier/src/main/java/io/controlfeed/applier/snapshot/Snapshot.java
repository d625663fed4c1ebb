package io.controlfeed.applier.snapshot;

import io.controlfeed.applier.fingerprint.Fingerprint;
import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A copy of a node as it was at one moment, without what makes it that node: its id, its trouble and what its operators did. It is one
 * file, named by its content, from which any node can be made.
 *
 * @param digest {@code sha256:} and 64 hexadecimal digits
 * @param size in bytes
 * @param positions up to where it has the feed
 * @param rows how many there are in each table that is not the applier's own
 * @param fingerprint what the rows of the projected tables are; none if the node kept none
 */
public record Snapshot(
        Path file,
        String digest,
        long size,
        List<LanePosition> positions,
        SortedMap<String, Long> rows,
        Optional<Fingerprint> fingerprint) {
    public Snapshot {
        positions = List.copyOf(positions);
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    /**
     * Copies a node into a directory, also while its applier runs, which goes on meanwhile. The same content twice is one file. It
     * needs room for two copies while it works.
     */
    public static Snapshot make(NodeDatabase database, Path directory) throws SQLException, IOException {
        SnapshotDirectory snapshots = SnapshotDirectory.at(directory);
        Path whole = snapshots.newPart();
        Path bare = snapshots.newPart();
        try {
            try (Connection connection = database.connectForReading()) {
                NodeSchema.require(database, connection);
                copy(connection, whole);
            }
            try (Connection connection = new NodeDatabase(whole, false).connect()) {
                strip(connection);
                // A new file again: in the first one the pages of what was removed may still be read.
                copy(connection, bare);
            }
            Disk.sync(bare);
            String digest = SnapshotDirectory.DIGEST + Disk.sha256(bare);
            return describe(snapshots.keep(bare, digest), digest);
        } finally {
            Disk.removeDatabase(whole);
            Disk.removeDatabase(bare);
        }
    }

    /** The same content under another path. */
    Snapshot at(Path path) {
        return new Snapshot(path, digest, size, positions, rows, fingerprint);
    }

    private static void copy(Connection from, Path to) throws SQLException {
        try (Statement statement = from.createStatement()) {
            statement.executeUpdate("VACUUM INTO '" + to.toString().replace("'", "''") + "'");
        }
    }

    private static void strip(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM controlfeed_action");
            statement.executeUpdate(
                    "UPDATE controlfeed_node SET node_id = NULL, contacted_at = NULL, trouble_kind = NULL, trouble = NULL,"
                            + " trouble_since = NULL");
        }
    }

    /** What a copy holds; its digest is taken as it is told. */
    static Snapshot describe(Path file, String digest) throws SQLException, IOException {
        try (Connection connection = new NodeDatabase(file, false).connectForReading()) {
            return new Snapshot(
                    file,
                    digest,
                    Files.size(file),
                    LanePosition.all(connection),
                    rows(connection),
                    Fingerprint.recorded(connection));
        }
    }

    private static SortedMap<String, Long> rows(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        SortedMap<String, Long> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery(
                    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")) {
                while (table.next()) {
                    tables.add(table.getString(1));
                }
            }
            tables.removeIf(NodeSchema::isReserved);
            for (String table : tables) {
                try (ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM \"" + table.replace("\"", "\"\"") + "\"")) {
                    rows.put(table, row.getLong(1));
                }
            }
        }
        return rows;
    }
}
