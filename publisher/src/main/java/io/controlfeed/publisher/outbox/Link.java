package io.controlfeed.publisher.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A pump's connection to the outbox, which is opened when it is needed, and anew after it failed. */
final class Link implements AutoCloseable {
    private final OutboxDatabase database;
    private @Nullable Connection connection;

    Link(OutboxDatabase database) {
        this.database = database;
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

    private Connection open() throws SQLException {
        if (connection == null) {
            Connection opened = database.connectForPump();
            try {
                new OutboxSchema(database).require(opened);
            } catch (SQLException | RuntimeException unusable) {
                opened.close();
                throw unusable;
            }
            connection = opened;
        }
        return connection;
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
        }
    }
}
