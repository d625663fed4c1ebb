package io.controlfeed.applier.node;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A place inside a transaction to go back to; one at a time. */
final class Savepoints {
    private final Connection connection;
    private final PreparedStatement set;
    private final PreparedStatement release;

    Savepoints(Connection connection) throws SQLException {
        set = connection.prepareStatement("SAVEPOINT event");
        release = connection.prepareStatement("RELEASE event");
        this.connection = connection;
    }

    void set() throws SQLException {
        set.execute();
    }

    void release() throws SQLException {
        release.execute();
    }

    void back() throws SQLException {
        // Not prepared: the driver closes a statement that fails, as this one does if the transaction is gone.
        try (Statement back = connection.createStatement()) {
            back.execute("ROLLBACK TO event");
        }
        release.execute();
    }
}
