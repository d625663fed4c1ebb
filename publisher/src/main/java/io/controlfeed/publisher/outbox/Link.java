package io.controlfeed.publisher.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pump's connection to the outbox, which is opened when it is needed, and anew after it failed. */
final class Link implements AutoCloseable {
    /** How many rows are handed out at once. */
    static final int PIECE = 250;

    /** For how long PostgreSQL may hold on to a plan: the right one for ten rows reads the whole table when there are millions. */
    private static final long PLANS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final OutboxDatabase database;
    private final Opening opening;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private @Nullable Connection connection;
    private long planned;

    private interface Opening {
        Connection open() throws SQLException;
    }

    private Link(OutboxDatabase database, Opening opening) {
        this.database = database;
        this.opening = opening;
    }

    /** What is written over it survives a power cut. */
    static Link forLease(OutboxDatabase database) {
        return new Link(database, database::connectForLease);
    }

    /** What is written over it may be taken back by a power cut. */
    static Link forRecords(OutboxDatabase database) {
        return new Link(database, database::connectForRecords);
    }

    /** Work that only reads, in one statement. */
    <T> T read(Transaction.Work<T> work) throws SQLException {
        Connection open = open();
        try {
            return work.on(open);
        } catch (SQLException failed) {
            close();
            throw failed;
        }
    }

    /** The same for what may be too much to be held at once: PostgreSQL hands out pieces only within a transaction. */
    <T> T stream(Transaction.Work<T> work) throws SQLException {
        return database.dialect() == Dialect.POSTGRESQL ? transaction(work) : read(work);
    }

    <T> T transaction(Transaction.Work<T> work) throws SQLException {
        Connection open = open();
        try {
            return Transaction.run(open, work);
        } catch (SQLException failed) {
            close();
            throw failed;
        }
    }

    /** Work that changes something, in one transaction. */
    void write(Writing work) throws SQLException {
        transaction(connection -> {
            work.on(connection);
            return true;
        });
    }

    interface Writing {
        void on(Connection connection) throws SQLException;
    }

    /**
     * A statement for work that is done again and again, in this outbox's dialect. It stays prepared, since SQLite's driver takes ten times as long
     * to prepare one as to run it, and is not to be closed; what it returns is.
     */
    PreparedStatement prepared(Connection open, String statement) throws SQLException {
        PreparedStatement known = prepared.get(statement);
        if (known == null) {
            known = open.prepareStatement(database.dialect().sql(statement));
            prepared.put(statement, known);
        }
        return known;
    }

    private Connection open() throws SQLException {
        if (connection == null) {
            Connection opened = opening.open();
            try {
                new OutboxSchema(database).require(opened);
            } catch (SQLException | RuntimeException unusable) {
                opened.close();
                throw unusable;
            }
            connection = opened;
            planned = System.nanoTime();
        }
        forgetOldPlans(connection);
        return connection;
    }

    private void forgetOldPlans(Connection open) throws SQLException {
        if (database.dialect() == Dialect.POSTGRESQL && System.nanoTime() - planned > PLANS_NANOS) {
            try (Statement statement = open.createStatement()) {
                statement.execute("DISCARD PLANS");
            } catch (SQLException lost) {
                close();
                throw lost;
            }
            planned = System.nanoTime();
        }
    }

    /** Its statements end with the connection. */
    @Override
    public void close() {
        prepared.clear();
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException alreadyGone) {
                // There is nothing left to release.
            }
            connection = null;
        }
    }
}
