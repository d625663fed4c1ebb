package io.controlfeed.publisher.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteTurnTest {
    @TempDir
    private Path dir;

    @Test
    void take_whileAnotherWrites_waitsForItsEnd() throws Exception {
        try (Connection producer = connect();
                Connection pump = connect()) {
            SqliteTurn.take(pump, Duration.ofMinutes(1));
            execute(producer, "CREATE TABLE t (n)");
            execute(producer, "BEGIN IMMEDIATE");
            CountDownLatch asks = new CountDownLatch(1);
            FutureTask<Void> writing = new FutureTask<>(() -> {
                asks.countDown();
                execute(pump, "INSERT INTO t VALUES (2)");
                return null;
            });
            Thread thread = new Thread(writing);
            thread.start();
            asks.await();
            execute(producer, "INSERT INTO t VALUES (1)");
            execute(producer, "COMMIT");
            writing.get(1, TimeUnit.MINUTES);
            thread.join();
            try (Statement read = pump.createStatement();
                    var order = read.executeQuery("SELECT group_concat(n) FROM (SELECT n FROM t ORDER BY rowid)")) {
                assertThat(order.getString(1)).isEqualTo("1,2");
            }
        }
    }

    @Test
    void take_whenTheOtherDoesNotEnd_fails() throws SQLException {
        try (Connection producer = connect();
                Connection pump = connect()) {
            SqliteTurn.take(pump, Duration.ofMillis(20));
            execute(producer, "CREATE TABLE t (n)");
            execute(producer, "BEGIN IMMEDIATE");
            assertThatThrownBy(() -> execute(pump, "INSERT INTO t VALUES (2)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("SQLITE_BUSY");
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("turn.db"));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
