package io.controlfeed.applier.rows;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of an artifact, as compact as its rows allow.
 *
 * @param key the names of the columns by which a row is found
 */
record TableChange(Operation operation, String table, List<String> key, Rows rows) {
    /**
     * Sees to it that each row names its key, and one that is deleted nothing else.
     *
     * @param change which of the artifact's changes this is, for messages
     */
    void requireKeys(int change) {
        List<String> checked = null;
        int[] positions = {};
        int row = 0;
        for (int begin = 0; begin < rows.end(); begin = rows.next(begin)) {
            row++;
            List<String> columns = rows.columns(begin);
            if (columns != checked) {
                positions = positions(columns, new Spot(change, row, null));
                checked = columns;
            }
            for (int position : positions) {
                if (rows.value(begin, position) == null) {
                    throw new Spot(change, row, columns.get(position))
                            .bad("it is null, and belongs to pk", "Give it a value: a row is found by it.");
                }
            }
        }
    }

    /** Where in a row the columns of the key stand. */
    private int[] positions(List<String> columns, Spot spot) {
        if (operation == Operation.DELETE && columns.size() > key.size()) {
            throw spot.bad(
                    "it has more columns than pk", "Let a row that is deleted have the columns of pk, and no others.");
        }
        int[] positions = new int[key.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(key.get(i), columns, spot);
        }
        return positions;
    }

    private static int position(String name, List<String> columns, Spot spot) {
        for (int i = 0; i < columns.size(); i++) {
            if (Identifier.isSame(columns.get(i), name)) {
                return i;
            }
        }
        throw spot.inColumn(name).bad("it is missing, and belongs to pk", "Give it a value: a row is found by it.");
    }

    /**
     * Rows one behind the other in one array: the list of a row's columns, and then its values. Rows of the same columns share the
     * list. A value is null, a {@link Long}, a {@link Decimal}, a {@link Boolean}, a {@link String} or a byte array.
     */
    static final class Rows {
        private final @Nullable Object[] cells;

        Rows(@Nullable Object[] cells) {
            this.cells = cells;
        }

        /** The end of all rows. */
        int end() {
            return cells.length;
        }

        /** The columns of the row that begins there; its values follow. */
        @SuppressWarnings("unchecked") // The reader puts nothing else at the beginning of a row.
        List<String> columns(int begin) {
            return (List<String>) Objects.requireNonNull(cells[begin]);
        }

        /** Where the row behind it begins. */
        int next(int begin) {
            return begin + 1 + columns(begin).size();
        }

        @Nullable
        Object value(int begin, int column) {
            return cells[begin + 1 + column];
        }
    }
}
