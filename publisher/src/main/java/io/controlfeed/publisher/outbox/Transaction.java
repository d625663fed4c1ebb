package io.controlfeed.publisher.outbox;

import java.sql.Connection;
import java.sql.SQLException;

/** Work that is done as a whole or not at all. */
final class Transaction {
    private Transaction() {}

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    static <T> T run(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        T result;
        try {
            result = work.on(connection);
        } catch (SQLException | RuntimeException failed) {
            rollback(connection, failed);
            throw failed;
        }
        // This commits. After commit() SQLite's driver begins anew at once: it would wait for its turn once more, and
        // could fail then.
        connection.setAutoCommit(true);
        return result;
    }

    private static void rollback(Connection connection, Exception failed) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException alreadyGone) {
            failed.addSuppressed(alreadyGone);
        }
    }
}
