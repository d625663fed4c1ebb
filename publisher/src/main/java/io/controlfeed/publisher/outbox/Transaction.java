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
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException failed) {
            rollback(connection, failed);
            throw failed;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void rollback(Connection connection, Exception failed) {
        try {
            connection.rollback();
        } catch (SQLException alreadyGone) {
            failed.addSuppressed(alreadyGone);
        }
    }
}
