package io.controlfeed.applier.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionTest {
    @TempDir
    Path dir;

    private Connection connection;

    @BeforeEach
    void open() throws Exception {
        connection = NodeDatabase.at(dir.resolve("node.db")).connectOrCreate();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE row (id INTEGER PRIMARY KEY,"
                    + " above INTEGER REFERENCES row DEFERRABLE INITIALLY DEFERRED)");
        }
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    void workThatThrows_leavesNothing() throws Exception {
        assertThatThrownBy(() -> Transaction.run(connection, transaction -> {
                    insert(transaction, 1, 1);
                    throw new IllegalStateException("thrown in the middle");
                }))
                .hasMessage("thrown in the middle");
        assertThat(Transaction.run(connection, TransactionTest::count)).isZero();
    }

    @Test
    void commitThatFails_leavesNothing_andTheConnectionUsable() throws Exception {
        assertThatThrownBy(() -> Transaction.run(connection, transaction -> insert(transaction, 1, 7)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("FOREIGN KEY");
        Transaction.run(connection, transaction -> insert(transaction, 2, 2));
        assertThat(count(connection)).isEqualTo(1);
    }

    private static int insert(Connection connection, int id, int above) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("INSERT INTO row VALUES (" + id + ", " + above + ")");
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM row")) {
            return row.getInt(1);
        }
    }
}
