package io.controlfeed.applier.fingerprint;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the fingerprints of the projected tables on the connection that writes them, whoever's statements those are. Triggers of this
 * connection alone bring each changed row into {@code controlfeed_fingerprint}, within the statement that changes it: what undoes the
 * statement (its own failure, a savepoint, a rollback, a crash) undoes that, too.
 *
 * <p>For one thread, as is the connection, and once for a connection: the triggers end with it.
 */
public final class Fingerprints implements AutoCloseable {
    private final Connection connection;
    private final List<String> tables;
    private final PreparedStatement isCurrent;

    private Fingerprints(Connection connection, List<String> tables, PreparedStatement isCurrent) {
        this.connection = connection;
        this.tables = tables;
        this.isCurrent = isCurrent;
    }

    /** Makes ready to keep the fingerprints of these tables, whether they are there already or not. To be called in no transaction. */
    public static Fingerprints open(Connection connection, Collection<String> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Of which schema the triggers are. It is in the database, so that it is rolled back together with them.
            statement.executeUpdate("CREATE TEMP TABLE controlfeed_watched (schema_version INTEGER)");
        }
        return new Fingerprints(
                connection,
                tables.stream().map(ProjectedTable::folded).distinct().sorted().toList(),
                connection.prepareStatement("SELECT 1 FROM temp.controlfeed_watched"
                        + " WHERE schema_version = (SELECT schema_version FROM pragma_schema_version)"));
    }

    /** Forgets what was kept, before somebody writes who does not keep it: so that nothing stale is believed afterwards. */
    public static void forget(Connection connection) throws SQLException {
        FingerprintRows.keepOnly(connection, List.of());
    }

    /**
     * Follows the schema, if it has changed: tables and columns may have come or gone. To be called first in each transaction that
     * writes projected tables. A table that is new here or has other columns is read through.
     */
    public void refresh() throws SQLException {
        if (isCurrent()) {
            return;
        }
        FingerprintRows.keepOnly(connection, tables);
        for (int number = 0; number < tables.size(); number++) {
            follow(number, tables.get(number));
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM temp.controlfeed_watched");
            statement.executeUpdate(
                    "INSERT INTO temp.controlfeed_watched SELECT schema_version FROM pragma_schema_version");
        }
    }

    /** The connection is to end, too. */
    @Override
    public void close() throws SQLException {
        isCurrent.close();
    }

    private boolean isCurrent() throws SQLException {
        try (ResultSet row = isCurrent.executeQuery()) {
            return row.next();
        }
    }

    private void follow(int number, String name) throws SQLException {
        RowTriggers.drop(connection, name);
        Optional<ProjectedTable> found = ProjectedTable.find(connection, name);
        if (found.isEmpty()) {
            FingerprintRows.remove(connection, name);
            return;
        }
        ProjectedTable table = found.get();
        RowFunction.register(connection, number, table);
        if (!FingerprintRows.isOf(connection, table)) {
            FingerprintRows.put(connection, TableScan.of(connection, number, table));
        }
        RowTriggers.create(connection, number, table);
    }
}
