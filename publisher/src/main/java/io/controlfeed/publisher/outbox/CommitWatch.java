package io.controlfeed.publisher.outbox;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Wakes the pump within milliseconds of a producer's commit. The pump arms it when it finds nothing to do, looks once more, and waits;
 * what is committed after that look wakes it.
 */
public sealed interface CommitWatch extends AutoCloseable permits PostgresqlWatch, SqliteWatch {

    static CommitWatch of(OutboxDatabase database) {
        return database.dialect() == Dialect.POSTGRESQL ? new PostgresqlWatch(database) : new SqliteWatch(database);
    }

    /** From now on commits wake this watch. False if there may be a transaction under way that would not: look again soon. */
    boolean arm() throws SQLException;

    /** Commits need not wake this watch any more: the pump is at work and looks by itself. */
    void disarm() throws SQLException;

    /**
     * Returns when something may have been committed, when it is told to, or when the time is over.
     *
     * @param quiet how long no rows have come: who has to look does so less often then
     */
    void await(Duration longest, Duration quiet) throws SQLException, InterruptedException;

    /** Ends a wait, from any thread. */
    void signal();

    @Override
    void close();
}
