package io.controlfeed.bench;

import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database that can hold an outbox, and what the bench has to say to it in its own way. */
sealed interface Database permits SqliteFile, PostgresqlServer {
    String name();

    String url();

    /** The same kind of database, with nothing in it. */
    Database empty(String name);

    /** What makes a connection one of a pump that records: what it writes may be taken back by a power cut. */
    List<String> forRecords();

    /** The types of the plain table: a row's own number, a number, a time. */
    String id();

    String number();

    String time();

    /** Marks many rows as published, each with its version, in one statement. */
    String mark();

    void bindMark(PreparedStatement mark, List<Long> ids, List<Long> versions) throws SQLException;

    /** What removes all rows of a table. */
    String clear(String table);

    /** What brings a table that was just filled to rest, so that no later round pays for it. */
    List<String> settling(String table);

    default void settle(String table) {
        settling(table).forEach(this::execute);
    }

    default OutboxDatabase outbox() {
        return OutboxDatabase.at(url());
    }

    /** The same, with an outbox's tables in it. */
    default Database withOutbox() {
        try {
            new OutboxSchema(outbox()).migrate();
            return this;
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    /** Connects as a producer does. */
    default Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    default Connection connectForRecords() throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            for (String setting : forRecords()) {
                statement.execute(setting);
            }
        }
        return connection;
    }

    default void execute(String... statements) {
        work(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        });
    }

    /** Work on a connection of its own. */
    interface Work {
        void on(Connection connection) throws SQLException;
    }

    default void work(Work work) {
        try (Connection connection = connect()) {
            work.on(connection);
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    default IllegalStateException failed(SQLException why) {
        return new IllegalStateException(name() + " did not do it: " + why.getMessage(), why);
    }
}
