package io.controlfeed.publisher.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the number that SQLite changes with each commit of another connection, in whatever process: every millisecond while rows
 * come, and less often the longer none did. The pump renews its lease by such a commit, too, so a commit alone means nothing.
 */
final class SqliteWatch implements CommitWatch {
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(16);
    /** After four quiet seconds it is looked every sixteenth millisecond. */
    private static final int EASE = 250;

    private final OutboxDatabase database;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement read;
    private long seen = -1;
    private volatile boolean signalled;
    private volatile @Nullable Thread waiting;

    SqliteWatch(OutboxDatabase database) {
        this.database = database;
    }

    @Override
    public boolean arm() throws SQLException {
        seen = dataVersion();
        return true;
    }

    @Override
    public void disarm() {
        // Nobody pays for being watched.
    }

    @Override
    public void await(Duration longest, Duration quiet) throws SQLException, InterruptedException {
        waiting = Thread.currentThread();
        long begin = System.nanoTime();
        while (!signalled && dataVersion() == seen) {
            long waited = System.nanoTime() - begin;
            long left = longest.toNanos() - waited;
            if (left <= 0) {
                return;
            }
            long ease = Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, (quiet.toNanos() + waited) / EASE));
            LockSupport.parkNanos(Math.min(left, ease));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        signalled = false;
    }

    @Override
    public void signal() {
        signalled = true;
        LockSupport.unpark(waiting);
    }

    private long dataVersion() throws SQLException {
        try {
            if (read == null) {
                connection = database.connectForRecords();
                read = connection.prepareStatement("PRAGMA data_version");
            }
            try (ResultSet version = read.executeQuery()) {
                return version.getLong(1);
            }
        } catch (SQLException lost) {
            close();
            throw lost;
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException alreadyGone) {
                // There is nothing left to release.
            }
            connection = null;
            read = null;
        }
    }
}
