package io.controlfeed.cli.demo;

import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.JsonText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A change of one row of the control plane, which nodes are to make too.
 *
 * @param table what kind of thing changes
 * @param key the columns and values that name the row
 * @param values the other columns; empty if the row is removed
 * @param version how many changes the row has seen with this one
 */
record RowChange(
        String table, String tenant, SortedMap<String, String> key, SortedMap<String, Object> values, long version) {
    static final String VERSION = "version";

    RowChange {
        key = Collections.unmodifiableSortedMap(new TreeMap<>(key));
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    boolean isRemoval() {
        return values.isEmpty();
    }

    String type() {
        return table + (isRemoval() ? ".removed" : ".changed");
    }

    String subject() {
        return table + "/" + String.join("/", key.values());
    }

    /** The row as it is to be, or the key of the one that is to go. */
    private SortedMap<String, Object> row() {
        SortedMap<String, Object> row = new TreeMap<>(key);
        row.putAll(values);
        if (!isRemoval()) {
            row.put(VERSION, version);
        }
        return row;
    }

    /** What nodes read: the rows artifact. */
    String artifact() {
        JsonObject row = new JsonObject();
        row().forEach((column, value) -> row.putJson(column, json(value)));
        JsonObject change = new JsonObject()
                .put("table", table)
                .put("op", isRemoval() ? "delete" : "upsert")
                .putJson("pk", JsonText.array(key.keySet().stream().map(JsonText::string)))
                .putJson("rows", "[" + row + "]");
        return new JsonObject().putJson("changes", "[" + change + "]").toString();
    }

    private static String json(Object value) {
        return value instanceof Number ? value.toString() : JsonText.string(value.toString());
    }

    /** Writes the row, in the control plane's own transaction. */
    void write(Connection transaction) throws SQLException {
        Map<String, Object> row = row();
        try (PreparedStatement statement = transaction.prepareStatement(sql(row.keySet()))) {
            List<Object> given = List.copyOf(row.values());
            for (int i = 0; i < given.size(); i++) {
                statement.setObject(i + 1, given.get(i));
            }
            statement.executeUpdate();
        }
    }

    private String sql(Collection<String> columns) {
        return isRemoval()
                ? "DELETE FROM " + table + " WHERE "
                        + columns.stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "))
                : "INSERT OR REPLACE INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                        + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
    }
}
