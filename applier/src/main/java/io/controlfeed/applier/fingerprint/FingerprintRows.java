package io.controlfeed.applier.fingerprint;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** What is recorded in {@code controlfeed_fingerprint}. */
final class FingerprintRows {
    private FingerprintRows() {}

    static List<TableFingerprint> all(Connection connection) throws SQLException {
        List<TableFingerprint> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT table_name, columns, row_count, lower(hex(digest)) FROM controlfeed_fingerprint")) {
            while (row.next()) {
                all.add(new TableFingerprint(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)));
            }
        }
        return all;
    }

    /** Whether there is one of a table with these columns. */
    static boolean isOf(Connection connection, ProjectedTable table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT 1 FROM controlfeed_fingerprint WHERE table_name = ? AND columns = ?")) {
            select.setString(1, table.name());
            select.setString(2, table.columnText());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    static void put(Connection connection, TableFingerprint fingerprint) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO controlfeed_fingerprint VALUES (?, ?, ?, ?)")) {
            insert.setString(1, fingerprint.table());
            insert.setString(2, fingerprint.columns());
            insert.setLong(3, fingerprint.rows());
            insert.setBytes(4, HexFormat.of().parseHex(fingerprint.digest()));
            insert.executeUpdate();
        }
    }

    static void remove(Connection connection, String table) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM controlfeed_fingerprint WHERE table_name = ?")) {
            delete.setString(1, table);
            delete.executeUpdate();
        }
    }

    /** Removes those of all other tables. */
    static void keepOnly(Connection connection, Collection<String> tables) throws SQLException {
        for (TableFingerprint recorded : all(connection)) {
            if (!tables.contains(recorded.table())) {
                remove(connection, recorded.table());
            }
        }
    }
}
