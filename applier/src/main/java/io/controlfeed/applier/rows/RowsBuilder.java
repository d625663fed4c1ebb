package io.controlfeed.applier.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the rows of one change after the other. It expects that a row has the columns of the row before it, which costs nothing. */
final class RowsBuilder {
    private static final @Nullable Object[] NO_CELLS = {};

    private final Map<List<String>, List<String>> columnLists = new HashMap<>();
    private @Nullable Object[] cells = NO_CELLS;
    private int size;
    private int rows;

    private List<String> expected = List.of();
    private @Nullable List<String> found;
    private int rowBegin;
    private int columns;

    /** Begins a row. */
    void row() {
        rowBegin = size;
        columns = 0;
        found = null;
        rows++;
        add(null);
    }

    /** How many rows there have been, in all changes. */
    int rows() {
        return rows;
    }

    /** How many columns the row has so far. */
    int columns() {
        return columns;
    }

    /** The next column of the row. */
    void column(String name) {
        if (found == null
                && (columns == expected.size() || !expected.get(columns).equals(name))) {
            found = new ArrayList<>(expected.subList(0, columns));
        }
        if (found != null) {
            found.add(name);
        }
        columns++;
    }

    /** The value of that column. */
    void value(@Nullable Object value) {
        add(value);
    }

    /** Ends the row. */
    void endRow(Spot spot) {
        if (found == null && columns < expected.size()) {
            found = new ArrayList<>(expected.subList(0, columns));
        }
        if (found != null) {
            expected = shared(found, spot);
        }
        cells[rowBegin] = expected;
    }

    /** The rows so far; what comes now belongs to the next change. */
    TableChange.Rows take() {
        TableChange.Rows taken = new TableChange.Rows(Arrays.copyOf(cells, size));
        size = 0;
        return taken;
    }

    private List<String> shared(List<String> list, Spot spot) {
        List<String> known = columnLists.get(list);
        if (known != null) {
            return known;
        }
        requireNoneTwice(list, spot);
        if (columnLists.size() == RowsLimits.COLUMN_LISTS) {
            throw spot.bad(
                    "its rows have more than " + RowsLimits.COLUMN_LISTS + " different lists of columns",
                    "Let rows of a table name the same columns in the same order.");
        }
        columnLists.put(list, list);
        return list;
    }

    static void requireNoneTwice(List<String> names, Spot spot) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(Identifier.folded(name))) {
                throw spot.inColumn(name)
                        .bad("it is named twice", "Name it once; SQLite takes capitals for small letters.");
            }
        }
    }

    private void add(@Nullable Object cell) {
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, Math.max(16, size * 2));
        }
        cells[size++] = cell;
    }
}
