package io.controlfeed.applier.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** The applier's own tables in a node's file, in numbered versions. A migration only ever adds. */
public final class NodeSchema {
    /** The version that this code works with. */
    public static final int VERSION = 1;

    private NodeSchema() {}

    /**
     * Makes the tables, or brings them to {@link #VERSION}.
     *
     * @return the version that was there before; 0 if there were none
     */
    public static int migrate(NodeDatabase database) throws SQLException, InterruptedException {
        try (Connection connection = database.connectOrCreate()) {
            return Transaction.run(connection, transaction -> migrate(database, transaction));
        }
    }

    private static int migrate(NodeDatabase database, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "CREATE TABLE IF NOT EXISTS controlfeed_schema (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT");
            int before = version(connection);
            if (before > VERSION) {
                throw tooNew(database, before);
            }
            for (int version = before + 1; version <= VERSION; version++) {
                statement.executeUpdate(script(version));
                statement.executeUpdate("INSERT INTO controlfeed_schema VALUES (" + version
                        + ", strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))");
            }
            return before;
        }
    }

    /**
     * Refuses to work with a file that has tables of another version, or none.
     *
     * @throws NodeException that says what to do
     */
    public static void require(NodeDatabase database, Connection connection) throws SQLException {
        int found = isNode(connection) ? version(connection) : 0;
        if (found > VERSION) {
            throw tooNew(database, found);
        }
        if (found < VERSION) {
            throw new NodeException(
                    database.name(),
                    found == 0
                            ? "it is no node's file"
                            : "its tables are of version " + found + ", older than " + VERSION,
                    found == 0 ? "Give the path of one." : "Start its applier, which brings them up to date.");
        }
    }

    /** Whether a table of this name is the applier's or SQLite's own, and so no projection's. */
    public static boolean isReserved(String table) {
        String lower = table.toLowerCase(Locale.ROOT);
        return lower.equals("applied_events")
                || lower.equals("parked_events")
                || lower.startsWith("controlfeed_")
                || lower.startsWith("sqlite_");
    }

    private static NodeException tooNew(NodeDatabase database, int found) {
        return new NodeException(
                database.name(),
                "its tables are of version " + found + ", and this program knows up to " + VERSION,
                "Use the program that made them, or a newer one.");
    }

    /** Whether it is a node's file at all, of whatever version. */
    public static boolean isNode(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery(
                        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'controlfeed_schema'")) {
            return table.next();
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet version =
                        statement.executeQuery("SELECT coalesce(max(version), 0) FROM controlfeed_schema")) {
            return version.getInt(1);
        }
    }

    private static String script(int version) {
        try (InputStream script = NodeSchema.class.getResourceAsStream(version + ".sql")) {
            if (script == null) {
                throw new IllegalStateException("the migration " + version + " is not in the jar");
            }
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the migration " + version + " cannot be read", unreadable);
        }
    }
}
