package io.controlfeed.applier.rows;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table as the node's file has it.
 *
 * @param name as the schema spells it
 * @param columns by their folded names, in their order
 * @param keys the primary key first
 */
record NodeTable(String name, Map<String, Column> columns, List<Key> keys) {
    /** For SQL; no temporary table can hide it. */
    String quoted() {
        return "main." + Identifier.quoted(name);
    }

    /** The column that an artifact names. */
    Column column(String named, Spot spot) {
        Column column = columns.get(Identifier.folded(named));
        if (column == null) {
            throw spot.inColumn(named)
                    .noSuchPlace(
                            "table " + Identifier.shown(name) + " has no such column",
                            "Add it to the table, or let the artifact leave it out; there are: "
                                    + names(columns.values()) + ".");
        }
        if (column.isGenerated()) {
            throw spot.inColumn(named)
                    .noSuchPlace("it is a generated column", "Let the artifact leave it out: the table computes it.");
        }
        return column;
    }

    /** The key of these columns. */
    Key key(List<Column> named, Spot spot) {
        return keys.stream().filter(key -> key.isOf(named)).findFirst().orElseThrow(() -> {
            String there = keys.stream().map(Key::toString).collect(Collectors.joining(", "));
            return spot.noSuchPlace(
                    "pk is (" + names(named) + "), which is no key of table " + Identifier.shown(name),
                    "Use its primary key or the columns of a unique index"
                            + (there.isEmpty() ? ", of which it has none." : ": " + there + "."));
        });
    }

    private static String names(Collection<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
