package io.controlfeed.applier.rows;

import java.util.List;
import java.util.stream.Collectors;

/** Columns whose values are found in one row of a table at most: its primary key, or a unique index. */
record Key(List<Part> parts) {
    private static final String EXACT = "BINARY";

    /**
     * A column of it.
     *
     * @param collation by which the index compares its text
     */
    record Part(Column column, String collation) {
        /** Whether other values than its own are equal to it. */
        boolean isLoose() {
            return !collation.equals(EXACT) || column.type() == ColumnType.ANY;
        }
    }

    /** The key that is the row's own number. */
    static Key ofRowid(Column column) {
        return new Key(List.of(new Part(column, EXACT)));
    }

    boolean isOf(List<Column> columns) {
        return columns.size() == parts.size() && parts.stream().allMatch(part -> columns.contains(part.column()));
    }

    @Override
    public String toString() {
        return parts.stream().map(part -> part.column().name()).collect(Collectors.joining(", ", "(", ")"));
    }
}
