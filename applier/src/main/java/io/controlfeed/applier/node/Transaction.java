package io.controlfeed.applier.node;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

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
        try {
            // This commits. After commit() the driver would begin anew at once.
            connection.setAutoCommit(true);
        } catch (SQLException failed) {
            abandon(connection, failed);
            throw failed;
        }
        return result;
    }

    private static void rollback(Connection connection, Exception failed) {
        try {
            connection.rollback();
        } catch (SQLException alreadyGone) {
            failed.addSuppressed(alreadyGone);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException alreadyGone) {
            failed.addSuppressed(alreadyGone);
        }
    }

    /** A commit that failed may have left the transaction open; the driver takes it for ended. */
    private static void abandon(Connection connection, SQLException failed) {
        try (Statement rollback = connection.createStatement()) {
            rollback.execute("ROLLBACK");
        } catch (SQLException alreadyGone) {
            failed.addSuppressed(alreadyGone);
        }
    }
}
