package io.controlfeed.bench;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.StringJoiner;

/** A database in a file, in the mode in which readers and writers do not wait for each other. */
record SqliteFile(Path dir, String file) implements Database {
    @Override
    public String name() {
        return "SQLite";
    }

    Path path() {
        return dir.resolve(file + ".db");
    }

    @Override
    public String url() {
        return "jdbc:sqlite:" + path() + "?journal_mode=WAL&busy_timeout=30000";
    }

    @Override
    public SqliteFile empty(String other) {
        return new SqliteFile(dir, other);
    }

    @Override
    public List<String> forRecords() {
        return List.of("PRAGMA synchronous = NORMAL");
    }

    @Override
    public String id() {
        return "INTEGER PRIMARY KEY";
    }

    @Override
    public String number() {
        return "INTEGER";
    }

    @Override
    public String time() {
        return "TEXT";
    }

    @Override
    public String mark() {
        return """
                UPDATE plain_outbox SET state = 'published', published_control_version = stamped.value,
                    published_at = CURRENT_TIMESTAMP
                FROM json_each(?) AS stamped WHERE plain_outbox.id = CAST(stamped.key AS INTEGER)""";
    }

    @Override
    public void bindMark(PreparedStatement mark, List<Long> ids, List<Long> versions) throws SQLException {
        StringJoiner json = new StringJoiner(",", "{", "}");
        for (int i = 0; i < ids.size(); i++) {
            json.add("\"" + ids.get(i) + "\":" + versions.get(i));
        }
        mark.setString(1, json.toString());
    }

    @Override
    public String clear(String table) {
        return "DELETE FROM " + table;
    }

    @Override
    public List<String> settling(String table) {
        return List.of("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
