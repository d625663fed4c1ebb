package io.controlfeed.publisher.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The outbox's tables, in numbered versions. A migration only ever adds; several that start together do it once. */
public final class OutboxSchema {
    /** The version that this code works with. */
    public static final int VERSION = 1;

    private final OutboxDatabase database;

    public OutboxSchema(OutboxDatabase database) {
        this.database = database;
    }

    /**
     * Makes the tables, or brings them to {@link #VERSION}.
     *
     * @return the version that was there before; 0 if there were none
     */
    public int migrate() throws SQLException {
        try (Connection connection = database.connectOrCreate()) {
            return Transaction.run(connection, this::migrate);
        }
    }

    private int migrate(Connection connection) throws SQLException {
        if (database.dialect() == Dialect.POSTGRESQL) {
            // Until the end of the transaction. In SQLite the transaction itself lets nobody else write.
            execute(connection, "SELECT pg_advisory_xact_lock(hashtextextended('controlfeed outbox schema', 0))");
            requireUtf8(connection);
        }
        execute(
                connection,
                database.dialect()
                        .sql(
                                "CREATE TABLE IF NOT EXISTS control_events_schema (version integer PRIMARY KEY, applied_at text NOT NULL)"));
        int before = version(connection);
        if (before > VERSION) {
            throw tooNew(before);
        }
        for (int version = before + 1; version <= VERSION; version++) {
            script(connection, version);
            try (PreparedStatement note = connection.prepareStatement(database.dialect()
                    .sql("INSERT INTO control_events_schema (version, applied_at) VALUES (?, CAST({now} AS text))"))) {
                note.setInt(1, version);
                note.executeUpdate();
            }
        }
        return before;
    }

    /** Connects, and refuses what {@link #migrate} has not made ready. */
    public void check() throws SQLException {
        try (Connection connection = database.connect()) {
            require(connection);
        }
    }

    /**
     * Refuses to work with tables of another version.
     *
     * @throws OutboxException that says what to do
     */
    void require(Connection connection) throws SQLException {
        int found = hasTables(connection) ? version(connection) : 0;
        if (found > VERSION) {
            throw tooNew(found);
        }
        if (found < VERSION) {
            throw new OutboxException(
                    "outbox " + database.name(),
                    found == 0
                            ? "it has no outbox tables"
                            : "its tables are of version " + found + ", older than " + VERSION,
                    "Run controlfeed outbox init, which only adds to what is there.");
        }
    }

    /** Events are Unicode, and so are the errors that are written beside them. */
    private void requireUtf8(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet encoding = statement.executeQuery("SHOW server_encoding")) {
            encoding.next();
            if (!encoding.getString(1).equals("UTF8")) {
                throw new OutboxException(
                        "outbox " + database.name(),
                        "the database's encoding is " + encoding.getString(1) + ", which cannot hold every event",
                        "Use a database of encoding UTF8.");
            }
        }
    }

    private OutboxException tooNew(int found) {
        return new OutboxException(
                "outbox " + database.name(),
                "its tables are of version " + found + ", and this program knows up to " + VERSION,
                "Use the program that made them, or a newer one.");
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        try (ResultSet tables = connection.getMetaData().getTables(null, schema, "control_events_schema", null)) {
            return tables.next();
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet version =
                        statement.executeQuery("SELECT coalesce(max(version), 0) FROM control_events_schema")) {
            version.next();
            return version.getInt(1);
        }
    }

    private void script(Connection connection, int version) throws SQLException {
        String name = database.dialect().folder() + "/" + version + ".sql";
        try (InputStream script = OutboxSchema.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the migration " + name + " is not in the jar");
            }
            execute(connection, new String(script.readAllBytes(), UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the migration " + name + " cannot be read", unreadable);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (sql.startsWith("SELECT")) {
                statement.execute(sql);
            } else {
                statement.executeUpdate(sql);
            }
        }
    }
}
