package io.controlfeed.publisher;

import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that an outbox can be in: a file of SQLite, and a real PostgreSQL that the tests start. */
public enum Database {
    SQLITE {
        @Override
        String place(Path dir) {
            return dir.resolve("outbox-" + NUMBER.incrementAndGet() + ".db").toString();
        }
    },

    POSTGRESQL {
        @Override
        String place(Path dir) throws SQLException {
            String name = "outbox_" + NUMBER.incrementAndGet();
            try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            return Server.POSTGRES.getJdbcUrl("postgres", name);
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Started with the first test that needs it; ends with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    abstract String place(Path dir) throws SQLException;

    /** A new database without tables. */
    public Fresh empty(Path dir) throws SQLException {
        return new Fresh(place(dir));
    }

    /** A new outbox. */
    public Fresh create(Path dir) throws SQLException {
        Fresh fresh = empty(dir);
        new OutboxSchema(fresh.outbox()).migrate();
        return fresh;
    }

    /** One database of a test. */
    public record Fresh(String place) {
        public OutboxDatabase outbox() {
            return OutboxDatabase.at(place);
        }

        /** As a producer connects, in whatever language. */
        public Connection connect() throws SQLException {
            Connection connection =
                    DriverManager.getConnection(place.startsWith("jdbc:") ? place : "jdbc:sqlite:" + place);
            if (!place.startsWith("jdbc:")) {
                execute(connection, "PRAGMA busy_timeout = 20000");
            }
            return connection;
        }

        public void execute(String sql) throws SQLException {
            try (Connection connection = connect()) {
                execute(connection, sql);
            }
        }

        private static void execute(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** The rows of a query, each as its columns joined by a blank. */
        public List<String> query(String sql) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                List<String> rows = new ArrayList<>();
                while (row.next()) {
                    List<String> columns = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        columns.add(String.valueOf(row.getString(i)));
                    }
                    rows.add(String.join(" ", columns));
                }
                return rows;
            }
        }
    }
}
