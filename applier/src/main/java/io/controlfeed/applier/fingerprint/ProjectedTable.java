package io.controlfeed.applier.fingerprint;

import io.controlfeed.applier.node.NodeException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table as it is in the node's schema now.
 *
 * @param name in lower case, as SQLite understands it: of ASCII letters
 * @param columns likewise, and sorted; generated ones are not among them
 */
record ProjectedTable(String name, List<String> columns) {
    /** The driver takes 100 arguments for a function: here the sum, and a row. */
    static final int MOST_COLUMNS = 99;

    ProjectedTable {
        columns = List.copyOf(columns);
        if (columns.size() > MOST_COLUMNS) {
            throw new NodeException(
                    "fingerprint of table " + name,
                    "it has " + columns.size() + " columns, and a fingerprint covers " + MOST_COLUMNS + " at most",
                    "Split the table, or switch fingerprints off.");
        }
    }

    /** A table of that name; none if there is no such table now. */
    static Optional<ProjectedTable> find(Connection connection, String name) throws SQLException {
        String type = type(connection, name);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        if (!type.equals("table")) {
            throw new NodeException(
                    "fingerprint of table " + name,
                    "it is a " + type + ", which tells nobody of its changes",
                    "Project into an ordinary table, or switch fingerprints off.");
        }
        return Optional.of(new ProjectedTable(folded(name), columns(connection, name)));
    }

    /** As SQLite compares names. */
    static String folded(String name) {
        StringBuilder folded = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    /** The columns in a text that differs where they do. */
    String columnText() {
        return columns.stream().map(ProjectedTable::quoted).collect(Collectors.joining(", "));
    }

    /** The columns of a row in a trigger: {@code NEW."a", NEW."b"}. */
    String columnsOf(String row) {
        return columns.stream().map(column -> row + "." + quoted(column)).collect(Collectors.joining(", "));
    }

    String quotedName() {
        return quoted(name);
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static String type(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT type FROM pragma_table_list WHERE schema = 'main' AND name = ? COLLATE NOCASE")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1).toLowerCase(Locale.ROOT) : "";
            }
        }
    }

    private static List<String> columns(Connection connection, String name) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT lower(name) FROM pragma_table_info(?, 'main') ORDER BY lower(name)")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    columns.add(row.getString(1));
                }
            }
        }
        return columns;
    }
}
