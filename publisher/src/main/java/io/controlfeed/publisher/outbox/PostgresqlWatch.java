package io.controlfeed.publisher.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Listens for notifications, which the outbox's trigger sends only while this watch is armed: it says why. */
final class PostgresqlWatch implements CommitWatch {
    private static final String KEY =
            "(hashtextextended('controlfeed', 'control_events_outbox'::regclass::oid::bigint))";
    /** The driver waits on the socket: a signal is seen this soon. */
    private static final int SLICE_MILLIS = 50;

    private final OutboxDatabase database;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private @Nullable Connection connection;
    private boolean armed;

    PostgresqlWatch(OutboxDatabase database) {
        this.database = database;
    }

    @Override
    public boolean arm() throws SQLException {
        if (!armed) {
            armed = ask("SELECT pg_try_advisory_lock" + KEY);
        }
        return armed;
    }

    @Override
    public void disarm() throws SQLException {
        if (armed) {
            armed = false;
            ask("SELECT pg_advisory_unlock" + KEY);
        }
    }

    @Override
    public void await(Duration longest, Duration quiet) throws SQLException, InterruptedException {
        try {
            long end = System.nanoTime() + longest.toNanos();
            PGConnection notifications = open().unwrap(PGConnection.class);
            while (!signalled.getAndSet(false)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (left <= 0 || notifications.getNotifications((int) Math.min(left, SLICE_MILLIS)).length > 0) {
                    return;
                }
            }
        } catch (SQLException lost) {
            close();
            throw lost;
        }
    }

    @Override
    public void signal() {
        signalled.set(true);
    }

    private boolean ask(String question) throws SQLException {
        try (Statement statement = open().createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getBoolean(1);
        } catch (SQLException lost) {
            close();
            throw lost;
        }
    }

    private Connection open() throws SQLException {
        if (connection == null) {
            connection = database.connect();
            try (Statement listen = connection.createStatement()) {
                listen.execute("LISTEN control_events_outbox");
            }
        }
        return connection;
    }

    @Override
    public void close() {
        armed = false;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException alreadyGone) {
                // Its lock is gone with it.
            }
            connection = null;
        }
    }
}
