package io.controlfeed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A control plane, a feed in a directory and a node in one folder, and the command lines that use them. */
public record NodeOfATest(Path directory) {

    /** Makes the outbox, and the script of the node's table {@code hostname}. */
    public static NodeOfATest in(Path directory) throws IOException {
        NodeOfATest made = new NodeOfATest(directory);
        Files.writeString(
                directory.resolve("tables.sql"),
                "CREATE TABLE IF NOT EXISTS hostname (name TEXT PRIMARY KEY, tenant TEXT NOT NULL) STRICT;");
        Run.of("outbox", "init", "--outbox", made.path("control.db"));
        return made;
    }

    public String path(String name) {
        return directory.resolve(name).toString();
    }

    /** Puts an event into the outbox that writes one row, named as the event. */
    public Run emit(String id, String subject) throws IOException {
        return emit(id, subject, "hostname", "");
    }

    public Run emit(String id, String subject, String table, String column) throws IOException {
        Path rows = Files.writeString(
                directory.resolve("rows.json"),
                "{\"changes\":[{\"table\":\"" + table + "\",\"op\":\"upsert\",\"pk\":[\"name\"],\"rows\":[{\"name\":\""
                        + id + "\",\"tenant\":\"acme\"" + column + "}]}]}");
        return Run.of(
                "emit",
                "--outbox=" + path("control.db"),
                "--artifacts=" + path("artifacts"),
                "--rows=" + rows,
                "--event-id=" + id,
                "--type=hostname.changed",
                "--subject=" + subject);
    }

    public Run publish() {
        return Run.of(line(Stream.of("publish", "--once"), Stream.of(pump())));
    }

    /** What a pump is told. */
    public String[] pump() {
        return new String[] {
            "--outbox=" + path("control.db"),
            "--feed-sink=file",
            "--feed-file-dir=" + path("feed"),
            "--feed-file-fsync=false"
        };
    }

    public Run applyOnce(String... more) {
        return Run.of(apply(line(Stream.of("--once"), Stream.of(more))));
    }

    public String[] apply(String... more) {
        return line(Stream.concat(Stream.of("apply", "--feed-file-dir=" + path("feed")), applier()), Stream.of(more));
    }

    /** What an applier is told, but where its feed is. */
    public Stream<String> applier() {
        return Stream.of(
                "--feed-source=file",
                "--artifacts=" + path("artifacts"),
                "--node-db=" + path("node.db"),
                "--node-fsync=false",
                "--node-schema=" + path("tables.sql"),
                "--allow-table=hostname");
    }

    public Run parked(String command, String... more) {
        return Run.of(line(Stream.of("parked", command, "--node-db=" + path("node.db")), Stream.of(more)));
    }

    public static String[] line(Stream<String> first, Stream<String> more) {
        return Stream.concat(first, more).toArray(String[]::new);
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path("node.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** The first column of a query. */
    public List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path("node.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }
}
