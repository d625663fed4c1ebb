package io.controlfeed.fault;

import io.controlfeed.kafka.dev.Pause;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What can befall one database of a PostgreSQL server, while the others go on. */
final class PostgresqlFaults {
    private final String name;
    private final String administration;

    /** @param url of the database */
    PostgresqlFaults(String url) {
        int from = url.lastIndexOf('/') + 1;
        int to = url.indexOf('?');
        this.name = url.substring(from, to);
        this.administration = url.substring(0, from) + "postgres" + url.substring(to);
    }

    void endConnections() throws SQLException {
        ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    /** What ends when it is closed. */
    interface Outage extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    Outage letNobodyIn() throws SQLException {
        execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        endConnections();
        return () -> execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }

    /** No connection that there is gets an answer. */
    Outage standStill() throws SQLException {
        List<Pause> pauses = new ArrayList<>();
        for (String pid : ask("SELECT pid FROM pg_stat_activity WHERE datname = '" + name + "'")) {
            pauses.add(Pause.of(Long.parseLong(pid)));
        }
        return () -> pauses.forEach(Pause::close);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(administration);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> ask(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(administration);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> answers = new ArrayList<>();
            while (row.next()) {
                answers.add(row.getString(1));
            }
            return answers;
        }
    }
}
