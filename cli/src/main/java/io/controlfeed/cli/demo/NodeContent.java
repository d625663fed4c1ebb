package io.controlfeed.cli.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node's file holds, read as any program would.
 *
 * @param applied the ids of its events, and when each was applied, in microseconds since 1970
 */
record NodeContent(
        long controlVersion, Map<String, Long> applied, List<Effect> effects, List<Parked> parked, FoldedRows rows) {

    /** An event that the node set aside. */
    record Parked(String eventId, String kind, String error) {}

    static NodeContent of(Path file) throws SQLException {
        try (Connection node = SqliteFile.read(file);
                Statement statement = node.createStatement()) {
            return new NodeContent(
                    controlVersion(statement),
                    applied(statement),
                    Effect.all(node),
                    parked(statement),
                    FoldedRows.of(node));
        }
    }

    private static long controlVersion(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT coalesce(max(control_version), 0) FROM controlfeed_cursor")) {
            return row.getLong(1);
        }
    }

    private static Map<String, Long> applied(Statement statement) throws SQLException {
        Map<String, Long> applied = new HashMap<>();
        try (ResultSet row = statement.executeQuery("SELECT event_id, applied_at FROM applied_events")) {
            while (row.next()) {
                applied.put(row.getString(1), row.getLong(2));
            }
        }
        return applied;
    }

    private static List<Parked> parked(Statement statement) throws SQLException {
        List<Parked> parked = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT event_id, coalesce(kind, state), coalesce(error, '') FROM parked_events ORDER BY control_version")) {
            while (row.next()) {
                parked.add(new Parked(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return parked;
    }
}
