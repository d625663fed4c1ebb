package io.controlfeed.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** A node's file, looked at with nothing but SQLite. It keeps a history of what each subject was set to, by a trigger of its own. */
record NodeFile(Path path) {
    /** What events write. */
    static final String TABLE = "setting";

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE setting (subject TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT",
            "CREATE TABLE history (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, value INTEGER NOT NULL) STRICT",
            "CREATE TRIGGER setting_inserted AFTER INSERT ON setting BEGIN"
                    + " INSERT INTO history (subject, value) VALUES (NEW.subject, NEW.value); END",
            "CREATE TRIGGER setting_updated AFTER UPDATE ON setting BEGIN"
                    + " INSERT INTO history (subject, value) VALUES (NEW.subject, NEW.value); END");

    static NodeFile create(Path path) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path + "?journal_mode=WAL");
                Statement statement = connection.createStatement()) {
            for (String table : SCHEMA) {
                statement.executeUpdate(table);
            }
        }
        return new NodeFile(path);
    }

    /** What the first column of a query says. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path + "?busy_timeout=10000");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }

    long cursor() throws SQLException {
        List<String> cursor = query("SELECT control_version FROM controlfeed_cursor");
        return cursor.isEmpty() ? 0 : Long.parseLong(cursor.get(0));
    }

    boolean hasTables() throws SQLException {
        return !query("SELECT 1 FROM sqlite_schema WHERE name = 'controlfeed_cursor'")
                .isEmpty();
    }

    /**
     * Proves that the file is the fold of what was written up to its cursor: each event had its effect once and in its subject's order, and is
     * recorded as applied.
     */
    void requireFold(NavigableMap<Long, Writer.Written> written) throws SQLException, IOException {
        SortedMap<String, List<String>> expected = new TreeMap<>();
        for (Map.Entry<Long, Writer.Written> one : written.entrySet()) {
            expected.computeIfAbsent(one.getValue().subject(), first -> new ArrayList<>())
                    .add(String.valueOf(one.getValue().value()));
        }
        for (Map.Entry<String, List<String>> subject : expected.entrySet()) {
            String of = " WHERE subject = '" + subject.getKey() + "'";
            List<String> values = subject.getValue();
            assertThat(query("SELECT value FROM history" + of + " ORDER BY id"))
                    .as("what %s was set to", subject.getKey())
                    .isEqualTo(values);
            assertThat(query("SELECT value FROM setting" + of)).containsExactly(values.get(values.size() - 1));
        }
        assertThat(query("SELECT count(*) FROM setting")).containsExactly(String.valueOf(expected.size()));
        assertThat(query("SELECT control_version FROM applied_events ORDER BY control_version"))
                .isEqualTo(written.keySet().stream().map(String::valueOf).toList());
        assertThat(query("SELECT count(*) FROM parked_events")).containsExactly("0");
        assertThat(query("PRAGMA integrity_check")).containsExactly("ok");
    }
}
