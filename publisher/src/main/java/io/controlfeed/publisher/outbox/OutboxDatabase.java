package io.controlfeed.publisher.outbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteOpenMode;

/** The database that holds an outbox, and how to connect to it: a JDBC URL, or the path of an SQLite file. */
public final class OutboxDatabase {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String JDBC = "jdbc:";
    /** How long a statement waits for a producer that writes. */
    private static final int BUSY_MILLIS = 30_000;
    /** After what time PostgreSQL ends a transaction of a pump that says nothing more. */
    private static final int STANDSTILL_MILLIS = 2_000;
    /** Shorter than the silence after which a connection is given up: its server process must not go on waiting. */
    private static final int LOCK_MILLIS = 20_000;

    private static final String SILENCE_SECONDS = "30";

    private final Dialect dialect;
    private final String url;
    private final Properties login;

    private OutboxDatabase(Dialect dialect, String url, Properties login) {
        this.dialect = dialect;
        this.url = url;
        this.login = login;
    }

    /** The database at {@code jdbc:postgresql://…} or {@code jdbc:sqlite:FILE}, or the SQLite file of a path. */
    public static OutboxDatabase at(String place) {
        return at(place, new Properties());
    }

    /** The same, with what the driver needs beside the URL, such as {@code user} and {@code password}. */
    public static OutboxDatabase at(String place, Properties login) {
        if (place.startsWith(POSTGRESQL)) {
            return new OutboxDatabase(Dialect.POSTGRESQL, place, login);
        }
        if (place.startsWith(JDBC) && !place.startsWith(SQLITE)) {
            throw new OutboxException(
                    "outbox " + withoutSecrets(place),
                    "an outbox can be in SQLite and in PostgreSQL",
                    "Give a URL that begins with " + SQLITE + " or " + POSTGRESQL + ", or the path of an SQLite file.");
        }
        String file = place.startsWith(SQLITE) ? place.substring(SQLITE.length()) : place;
        if (file.isBlank() || file.startsWith(":memory:")) {
            throw new OutboxException(
                    "outbox " + place,
                    "a database in memory cannot be shared with producers",
                    "Give the path of a file.");
        }
        return new OutboxDatabase(Dialect.SQLITE, SQLITE + file, login);
    }

    Dialect dialect() {
        return dialect;
    }

    /** The place, without what may be secret in it. */
    public String name() {
        return withoutSecrets(url);
    }

    /** The file that it is, if it is one. */
    public Optional<Path> file() {
        return dialect == Dialect.SQLITE ? Optional.of(sqliteFile()) : Optional.empty();
    }

    private Path sqliteFile() {
        return Path.of(url.substring(SQLITE.length()).replaceFirst("\\?.*", "").replaceFirst("^file:", ""));
    }

    private static String withoutSecrets(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    /** Connects to a database that is there, in auto-commit mode. */
    Connection connect() throws SQLException {
        return connect(SynchronousMode.FULL);
    }

    /** Connects for a pump: one that stands still in the middle of a transaction must not keep others from taking over. */
    Connection connectForLease() throws SQLException {
        return limited(connect(SynchronousMode.FULL));
    }

    /**
     * Connects for a pump's work that a power cut may take back, as long as it takes back everything after it, too: the next pump finds in
     * the feed what this one had recorded.
     */
    Connection connectForRecords() throws SQLException {
        return set(limited(connect(SynchronousMode.NORMAL)), "synchronous_commit = off");
    }

    private Connection limited(Connection connection) throws SQLException {
        return set(
                set(connection, "idle_in_transaction_session_timeout = " + STANDSTILL_MILLIS),
                "lock_timeout = " + LOCK_MILLIS);
    }

    private Connection set(Connection connection, String parameter) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET " + parameter);
            } catch (SQLException unusable) {
                connection.close();
                throw unusable;
            }
        }
        return connection;
    }

    /** A server that vanished without a word is given up after a while; the URL can say otherwise. */
    private Connection postgresql() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", SILENCE_SECONDS);
        properties.setProperty("socketTimeout", SILENCE_SECONDS);
        properties.putAll(login);
        return DriverManager.getConnection(url, properties);
    }

    private Connection connect(SynchronousMode synchronous) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            return postgresql();
        }
        if (!Files.exists(sqliteFile())) {
            throw new OutboxException("outbox " + name(), "there is no such file", "Make it: controlfeed outbox init.");
        }
        return sqlite(synchronous, false);
    }

    /**
     * Connects, and makes the SQLite file if there is none, in the mode in which readers and writers do not wait for each other. Of several that
     * choose this mode at once SQLite turns some away instead of letting them wait.
     */
    Connection connectOrCreate() throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            return connect();
        }
        long begin = System.nanoTime();
        while (true) {
            try {
                return sqlite(SynchronousMode.FULL, true);
            } catch (SQLException turnedAway) {
                boolean isLate = System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(BUSY_MILLIS);
                if (isLate || !SqliteTurn.isTaken(turnedAway)) {
                    throw turnedAway;
                }
                SqliteTurn.pause();
            }
        }
    }

    private Connection sqlite(SynchronousMode synchronous, boolean create) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setSynchronous(synchronous);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        if (create) {
            config.setJournalMode(JournalMode.WAL);
        } else {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        Properties properties = config.toProperties();
        properties.putAll(login);
        Connection connection = DriverManager.getConnection(url, properties);
        SqliteTurn.take(connection, Duration.ofMillis(BUSY_MILLIS));
        return connection;
    }
}
