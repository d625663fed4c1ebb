package io.controlfeed.applier.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads from a node's file what a table is. */
final class SchemaReader {
    private static final String TABLE =
            "SELECT name, type, strict FROM pragma_table_list(?) WHERE schema = 'main' ORDER BY type = 'table' DESC";
    private static final String COLUMNS =
            "SELECT name, type, \"notnull\", dflt_value IS NULL, pk, hidden FROM pragma_table_xinfo(?, 'main') ORDER BY cid";

    /** Unique indexes; those of a part of the rows, or of expressions, are no keys. */
    private static final String KEYS = """
            SELECT i.name, i.origin, part.name, part.coll
            FROM pragma_index_list(?, 'main') AS i, pragma_index_xinfo(i.name, 'main') AS part
            WHERE i."unique" AND NOT i.partial AND part.key
            AND NOT EXISTS (SELECT 1 FROM pragma_index_xinfo(i.name, 'main') AS x WHERE x.key AND x.cid < 0)
            ORDER BY i.origin = 'pk' DESC, i.seq DESC, part.seqno
            """;

    private final Connection connection;
    private final Spot spot;

    private SchemaReader(Connection connection, Spot spot) {
        this.connection = connection;
        this.spot = spot;
    }

    /**
     * Looks a table up.
     *
     * @param spot where an artifact names it
     */
    static NodeTable read(Connection connection, String table, Spot spot) throws SQLException {
        return new SchemaReader(connection, spot).table(table);
    }

    private NodeTable table(String named) throws SQLException {
        try (PreparedStatement query = prepare(TABLE, named);
                ResultSet found = query.executeQuery()) {
            if (!found.next()) {
                throw spot.noSuchPlace(
                        "this node has no table " + Identifier.shown(named),
                        "Create it in the node's file, then retry the event.");
            }
            String name = found.getString(1);
            if (!found.getString(2).equals("table")) {
                throw spot.noSuchPlace(
                        Identifier.shown(name) + " is a " + found.getString(2) + ", and not a table",
                        "Let the artifact write a table.");
            }
            Map<String, Column> columns = columns(name, found.getBoolean(3));
            return new NodeTable(name, columns, keys(name, columns));
        }
    }

    private Map<String, Column> columns(String table, boolean isStrict) throws SQLException {
        Map<String, Column> columns = new LinkedHashMap<>();
        try (PreparedStatement query = prepare(COLUMNS, table);
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                Column column = new Column(
                        found.getString(1),
                        ColumnType.of(found.getString(2), isStrict),
                        found.getInt(6) != 0,
                        found.getInt(5) > 0,
                        found.getBoolean(3) && found.getBoolean(4));
                columns.put(Identifier.folded(column.name()), column);
            }
        }
        return columns;
    }

    private List<Key> keys(String table, Map<String, Column> columns) throws SQLException {
        Map<String, List<Key.Part>> indexes = new LinkedHashMap<>();
        boolean hasPrimary = false;
        try (PreparedStatement query = prepare(KEYS, table);
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                hasPrimary |= found.getString(2).equals("pk");
                Column column = Objects.requireNonNull(columns.get(Identifier.folded(found.getString(3))));
                indexes.computeIfAbsent(found.getString(1), index -> new ArrayList<>())
                        .add(new Key.Part(column, found.getString(4)));
            }
        }
        List<Key> keys = new ArrayList<>();
        if (!hasPrimary) {
            // A primary key without an index is the row's own number.
            columns.values().stream().filter(Column::isKey).map(Key::ofRowid).forEach(keys::add);
        }
        indexes.values().stream().map(Key::new).forEach(keys::add);
        return keys;
    }

    private PreparedStatement prepare(String sql, String table) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, table);
        return query;
    }
}
