package io.controlfeed.applier.fingerprint;

import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * What a node has, held against what was recorded about it, at one moment.
 *
 * @param damage what SQLite finds wrong with the file; empty if it is whole
 * @param tables what was found of each table that has a recorded fingerprint; none if the node keeps none, or is damaged
 */
public record Verification(List<String> damage, List<Table> tables) {
    public Verification {
        damage = List.copyOf(damage);
        tables = List.copyOf(tables);
    }

    /**
     * One table.
     *
     * @param found what it is by its rows; null if there is no such table
     */
    public record Table(TableFingerprint recorded, @Nullable TableFingerprint found) {
        /** Whether the rows are the recorded ones. */
        public boolean agrees() {
            return recorded.equals(found);
        }

        /** Whether its columns have changed since. Then nothing can be said until the applier has run, and has read it anew. */
        public boolean hasOtherColumns() {
            return found != null && !found.columns().equals(recorded.columns());
        }

        private String summary() {
            return recorded.table()
                    + (found == null
                            ? " (gone)"
                            : hasOtherColumns()
                                    ? " (other columns)"
                                    : " (" + found.rows() + " rows, recorded are " + recorded.rows() + ")");
        }
    }

    /** Reads a whole node through, as it is at one moment, also while its applier runs. */
    public static Verification of(NodeDatabase database) throws SQLException {
        try (Connection connection = database.connectForReading()) {
            // Never committed: of a damaged file that fails, too.
            connection.setAutoCommit(false);
            NodeSchema.require(database, connection);
            List<String> damage = damage(connection, "PRAGMA integrity_check");
            // The rows of a damaged file say nothing.
            return new Verification(damage, damage.isEmpty() ? tables(connection) : List.of());
        }
    }

    /** What SQLite finds wrong with a node's file without reading its indexes against its tables; empty if it is whole. */
    public static List<String> quickDamage(NodeDatabase database) throws SQLException {
        try (Connection connection = database.connectForReading()) {
            connection.setAutoCommit(false);
            return damage(connection, "PRAGMA quick_check");
        }
    }

    /** Whether nothing is wrong. */
    public boolean agrees() {
        return damage.isEmpty() && tables.stream().allMatch(Table::agrees);
    }

    /** What is wrong, in a few words; "nothing" if nothing is. */
    public String summary() {
        if (!damage.isEmpty()) {
            return "its file is damaged: " + damage.get(0);
        }
        String differing = tables.stream()
                .filter(table -> !table.agrees())
                .map(Table::summary)
                .collect(Collectors.joining(", "));
        return differing.isEmpty() ? "nothing" : "rows are not those that were recorded: " + differing;
    }

    /** What the rows are; none if a table is missing or no fingerprint is kept. */
    public Optional<Fingerprint> found() {
        List<TableFingerprint> found = new ArrayList<>();
        for (Table table : tables) {
            if (table.found() == null) {
                return Optional.empty();
            }
            found.add(table.found());
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new Fingerprint(found));
    }

    private static List<String> damage(Connection connection, String check) throws SQLException {
        List<String> damage = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(check)) {
            while (row.next()) {
                damage.add(row.getString(1));
            }
        } catch (SQLException failed) {
            if (failed.getErrorCode() != SQLiteErrorCode.SQLITE_CORRUPT.code) {
                throw failed;
            }
            // It gives up where it can look no further.
            damage.add(failed.toString());
        }
        return damage.equals(List.of("ok")) ? List.of() : damage;
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (TableFingerprint recorded : FingerprintRows.all(connection)) {
            Optional<ProjectedTable> table = ProjectedTable.find(connection, recorded.table());
            tables.add(new Table(recorded, table.isEmpty() ? null : scan(connection, table.get())));
        }
        return tables;
    }

    private static TableFingerprint scan(Connection connection, ProjectedTable table) throws SQLException {
        RowFunction.register(connection, 0, table);
        return TableScan.of(connection, 0, table);
    }
}
