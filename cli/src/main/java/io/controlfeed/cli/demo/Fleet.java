package io.controlfeed.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nodes: each a process with a file of its own. */
final class Fleet {
    private static final String TABLES = "tenant,hostname,policy";

    private final Stage stage;
    private final DemoFeed feed;
    private final Path schema;
    private final Map<String, Path> files = new LinkedHashMap<>();

    Fleet(Stage stage, DemoFeed feed, List<String> names) {
        this.stage = stage;
        this.feed = feed;
        this.schema = stage.place().nodeSchema();
        names.forEach(name -> files.put(name, stage.place().node(name)));
    }

    List<String> names() {
        return List.copyOf(files.keySet());
    }

    Map<String, Path> files() {
        return files;
    }

    void start() {
        files.keySet().forEach(this::start);
    }

    void start(String name) {
        List<String> command = new ArrayList<>(List.of(
                "apply",
                "--feed-source=" + feed.backend(),
                "--artifacts=" + stage.place().artifacts(),
                "--node-db=" + files.get(name),
                "--node-id=" + name,
                "--node-schema=" + schema,
                "--node-fsync=false",
                "--allow-table=" + TABLES));
        command.addAll(feed.flags());
        stage.start(name, command);
    }

    /** How many events every node has applied or parked. */
    long decidedEverywhere() {
        return names().stream().mapToLong(this::decided).min().orElse(0);
    }

    /** How many events a node has applied or parked. */
    long decided(String name) {
        Path file = stage.place().node(name);
        if (!Files.exists(file)) {
            return 0;
        }
        try (Connection node = SqliteFile.read(file);
                Statement statement = node.createStatement()) {
            // A node that has just been started has a file before it has tables.
            try (ResultSet tables = statement.executeQuery(
                    "SELECT count(*) FROM sqlite_schema WHERE name IN ('applied_events', 'parked_events')")) {
                if (tables.getInt(1) < 2) {
                    return 0;
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT (SELECT coalesce(max(id), 0) FROM applied_events)"
                    + " + (SELECT count(*) FROM parked_events)")) {
                return row.getLong(1);
            }
        } catch (SQLException unreadable) {
            throw new IllegalStateException(file + " cannot be read", unreadable);
        }
    }
}
