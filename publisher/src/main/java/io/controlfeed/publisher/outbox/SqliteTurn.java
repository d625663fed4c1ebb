package io.controlfeed.publisher.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteErrorCode;

/**
 * Waits for the right to write. SQLite itself asks less and less often, up to every tenth of a second: beside a producer that commits all
 * the time, a pump would hardly ever ask in one of the short moments between two commits.
 */
final class SqliteTurn extends BusyHandler {
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    /** What an error is; the rest of its number says more of why. */
    private static final int PRIMARY_CODE = 0xFF;

    private final long longestNanos;
    private long since;

    private SqliteTurn(Duration longest) {
        this.longestNanos = longest.toNanos();
    }

    /** @param longest after what time a statement fails */
    static void take(Connection connection, Duration longest) throws SQLException {
        setHandler(connection, new SqliteTurn(longest));
    }

    /** Whether it failed because it is another's turn. */
    static boolean isTaken(SQLException failed) {
        return (failed.getErrorCode() & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    /** Before it is asked again. */
    static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    @Override
    protected int callback(int earlierCalls) {
        if (earlierCalls == 0) {
            since = System.nanoTime();
        }
        pause();
        return System.nanoTime() - since < longestNanos ? 1 : 0;
    }
}
