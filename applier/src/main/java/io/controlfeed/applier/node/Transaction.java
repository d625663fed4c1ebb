package io.controlfeed.applier.node;

import java.sql.Connection;
import java.sql.SQLException;

/** Work that is done as a whole or not at all. */
public final class Transaction {
    private Transaction() {}

    /** What is done in it. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException, InterruptedException;
    }

    /** Does it, and commits; what is thrown rolls everything back. */
    public static <T> T run(Connection connection, Work<T> work) throws SQLException, InterruptedException {
        connection.setAutoCommit(false);
        T result;
        try {
            result = work.on(connection);
        } catch (SQLException | RuntimeException | InterruptedException failed) {
            rollback(connection, failed);
            throw failed;
        }
        // This commits. After commit() the driver would begin anew at once.
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
