package io.controlfeed.applier.fingerprint;

import io.controlfeed.applier.fingerprint.RowFunction.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The triggers of a connection by which each changed row of a table reaches the table's fingerprint. */
final class RowTriggers {
    private RowTriggers() {}

    static void create(Connection connection, int number, ProjectedTable table) throws SQLException {
        create(
                connection,
                Step.ADD,
                "INSERT",
                table,
                "row_count = row_count + 1, digest = " + added(number, table, "digest"));
        create(
                connection,
                Step.REMOVE,
                "DELETE",
                table,
                "row_count = row_count - 1, digest = " + removed(number, table));
        create(connection, Step.REPLACE, "UPDATE", table, "digest = " + replaced(number, table));
    }

    private static String added(int number, ProjectedTable table, String sum) {
        return Step.ADD.named(number) + "(" + sum + ", " + table.columnsOf("NEW") + ")";
    }

    private static String removed(int number, ProjectedTable table) {
        return Step.REMOVE.named(number) + "(digest, " + table.columnsOf("OLD") + ")";
    }

    private static String replaced(int number, ProjectedTable table) {
        if (2 * table.columns().size() > ProjectedTable.MOST_COLUMNS) {
            return added(number, table, removed(number, table));
        }
        return Step.REPLACE.named(number) + "(digest, " + table.columnsOf("OLD") + ", " + table.columnsOf("NEW") + ")";
    }

    static void drop(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Step step : Step.values()) {
                statement.executeUpdate("DROP TRIGGER IF EXISTS temp." + name(step, table));
            }
        }
    }

    private static void create(Connection connection, Step step, String event, ProjectedTable table, String change)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TEMP TRIGGER " + name(step, table.name())
                    + " AFTER " + event + " ON main." + table.quotedName()
                    + " BEGIN UPDATE controlfeed_fingerprint SET " + change
                    + " WHERE table_name = '" + table.name().replace("'", "''") + "'; END");
        }
    }

    /** By the table's name: the trigger of a table that somebody drops comes to life again with the next table of that name. */
    private static String name(Step step, String table) {
        return ProjectedTable.quoted(step.named(table));
    }
}
