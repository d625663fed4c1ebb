package io.controlfeed.applier.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The SQL for rows of given columns. Every name in it is the schema's own; the values are parameters, numbered as the columns are. */
final class RowSql {
    private RowSql() {}

    static String of(Operation operation, NodeTable table, Key key, List<Column> columns) {
        return switch (operation) {
            case UPSERT -> upsert(table, key, columns);
            case DELETE -> "DELETE FROM " + table.quoted() + " AS kept WHERE " + isKept(key, columns);
        };
    }

    /**
     * A row that is there already, with just these values, is not written. ABORT overrides what the table says about conflicts: no row is lost in
     * silence.
     */
    private static String upsert(NodeTable table, Key key, List<Column> columns) {
        List<Column> kept = kept(table, columns);
        List<Column> set = set(key, columns);
        String names = list(IntStream.range(0, columns.size() + kept.size())
                .mapToObj(i -> i < columns.size() ? columns.get(i) : kept.get(i - columns.size()))
                .map(Column::quoted)
                .toList());
        List<String> values = new ArrayList<>();
        IntStream.rangeClosed(1, columns.size()).forEach(i -> values.add("?" + i));
        kept.forEach(column -> values.add("(SELECT kept." + column.quoted() + " FROM " + table.quoted()
                + " AS kept WHERE " + isKept(key, columns) + ")"));
        String conflict =
                list(key.parts().stream().map(part -> part.column().quoted()).toList());
        return "INSERT OR ABORT INTO " + table.quoted() + " AS kept (" + names + ") VALUES (" + list(values)
                + ") ON CONFLICT (" + conflict + ") DO " + (set.isEmpty() ? "NOTHING" : update(set));
    }

    /** Columns that a new row would have to name, and this one does not: they stay what they are. */
    private static List<Column> kept(NodeTable table, List<Column> columns) {
        return table.columns().values().stream()
                .filter(column -> column.isNeeded() && !column.isGenerated() && !columns.contains(column))
                .toList();
    }

    /** Columns that are set where the row is there: all, but those of the key that are found as they are. */
    private static List<Column> set(Key key, List<Column> columns) {
        List<Column> fixed = key.parts().stream()
                .filter(part -> !part.isLoose())
                .map(Key.Part::column)
                .toList();
        return columns.stream().filter(column -> !fixed.contains(column)).toList();
    }

    private static String update(List<Column> set) {
        List<String> kept = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (Column column : set) {
            // As bytes, whatever the column's own collation takes for equal.
            kept.add("kept." + column.quoted() + " COLLATE BINARY");
            given.add("excluded." + column.quoted());
            if (column.type() == ColumnType.ANY) {
                // 1 equals 1.0, and is not the same.
                kept.add("typeof(kept." + column.quoted() + ")");
                given.add("typeof(excluded." + column.quoted() + ")");
            }
        }
        String assignments = set.stream()
                .map(column -> column.quoted() + " = excluded." + column.quoted())
                .collect(Collectors.joining(", "));
        return "UPDATE SET " + assignments + " WHERE (" + list(kept) + ") IS NOT (" + list(given) + ")";
    }

    private static String isKept(Key key, List<Column> columns) {
        return key.parts().stream()
                .map(part -> "kept." + part.column().quoted() + " = ?" + (columns.indexOf(part.column()) + 1)
                        + " COLLATE " + Identifier.quoted(part.collation()))
                .collect(Collectors.joining(" AND "));
    }

    private static String list(List<String> parts) {
        return String.join(", ", parts);
    }
}
