package io.controlfeed.applier.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteOpenMode;

/**
 * The SQLite file of a node, and how to connect to it.
 *
 * @param file where it is
 * @param synced whether what was committed survives a power cut. Without it the file stays whole, and goes back to an earlier commit:
 *     cursor and rows alike
 */
public record NodeDatabase(Path file, boolean synced) {
    /** How long a statement waits for somebody else who writes to the file. */
    static final int BUSY_MILLIS = 30_000;

    public static NodeDatabase at(Path file) {
        return new NodeDatabase(file, true);
    }

    /** What it is, for messages. */
    public String name() {
        return "node database " + file;
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /** Where SQLite keeps what was committed and not yet brought into the file. */
    public Path writeAheadLog() {
        return Path.of(file + "-wal");
    }

    /**
     * Connects to a file that is there, in auto-commit mode.
     *
     * @throws NodeException if there is none
     */
    public Connection connect() throws SQLException {
        if (!exists()) {
            throw new NodeException(
                    name(),
                    "there is no such file",
                    "controlfeed apply makes it; or give the path of the node's file.");
        }
        SQLiteConfig config = config();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return open(config);
    }

    /** Connects, and makes the file if there is none, in the mode in which readers and the applier do not wait for each other. */
    public Connection connectOrCreate() throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(JournalMode.WAL);
        return open(config);
    }

    /** Connects for reading only: a transaction sees the file as it is at its first statement, and waits for nobody. */
    public Connection connectForReading() throws SQLException {
        if (!exists()) {
            return connect();
        }
        SQLiteConfig config = config();
        config.setReadOnly(true);
        config.setTransactionMode(TransactionMode.DEFERRED);
        return open(config);
    }

    private SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setSynchronous(synced ? SynchronousMode.FULL : SynchronousMode.NORMAL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        // Otherwise the driver asks for the last row's id behind each insert, which takes as long as the insert.
        config.setGetGeneratedKeys(false);
        // So that triggers also hear of rows that a REPLACE removes.
        config.enableRecursiveTriggers(true);
        return config;
    }

    private Connection open(SQLiteConfig config) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
    }
}
