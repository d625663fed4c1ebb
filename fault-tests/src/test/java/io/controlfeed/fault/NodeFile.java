package io.controlfeed.fault;

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
public record NodeFile(Path path) {
    /** What events write. */
    public static final String TABLE = "setting";

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE IF NOT EXISTS setting (subject TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT",
            "CREATE TABLE IF NOT EXISTS history (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, value INTEGER) STRICT",
            "CREATE TRIGGER IF NOT EXISTS setting_inserted AFTER INSERT ON setting BEGIN"
                    + " INSERT INTO history (subject, value) VALUES (NEW.subject, NEW.value); END",
            "CREATE TRIGGER IF NOT EXISTS setting_updated AFTER UPDATE ON setting BEGIN"
                    + " INSERT INTO history (subject, value) VALUES (NEW.subject, NEW.value); END",
            "CREATE TRIGGER IF NOT EXISTS setting_deleted AFTER DELETE ON setting BEGIN"
                    + " INSERT INTO history (subject) VALUES (OLD.subject); END");

    /** The SQL that makes its tables; it can be run again. */
    public static String schema() {
        return String.join(";\n", SCHEMA) + ";\n";
    }

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
    public List<String> query(String sql) throws SQLException {
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

    public long cursor() throws SQLException {
        List<String> cursor = query("SELECT control_version FROM controlfeed_cursor");
        return cursor.isEmpty() ? 0 : Long.parseLong(cursor.get(0));
    }

    public boolean hasTables() throws SQLException {
        return !query("SELECT 1 FROM sqlite_schema WHERE name = 'controlfeed_cursor'")
                .isEmpty();
    }

    /**
     * Proves that the file is the fold of what was written up to its cursor: each event had its effect once and in its subject's order, and is
     * recorded as applied.
     */
    public void requireFold(NavigableMap<Long, Written> written) throws SQLException, IOException {
        SortedMap<String, List<String>> expected = new TreeMap<>();
        written.values().forEach(one -> one.addTo(expected.computeIfAbsent(one.subject(), first -> new ArrayList<>())));
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, List<String>> subject : expected.entrySet()) {
            List<String> values = subject.getValue();
            assertThat(query("SELECT coalesce(value, '" + Written.REMOVED + "') FROM history WHERE subject = '"
                            + subject.getKey() + "' ORDER BY id"))
                    .as("what %s was set to", subject.getKey())
                    .isEqualTo(values);
            String last = values.isEmpty() ? Written.REMOVED : values.get(values.size() - 1);
            if (!last.equals(Written.REMOVED)) {
                rows.add(subject.getKey() + " " + last);
            }
        }
        assertThat(query("SELECT subject || ' ' || value FROM setting ORDER BY subject"))
                .isEqualTo(rows);
        assertThat(query("SELECT control_version FROM applied_events ORDER BY control_version"))
                .isEqualTo(written.keySet().stream().map(String::valueOf).toList());
        assertThat(query("SELECT count(*) FROM parked_events")).containsExactly("0");
        assertThat(query("PRAGMA integrity_check")).containsExactly("ok");
    }
}
