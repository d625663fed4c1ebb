package io.controlfeed.applier.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.sqlite.Function;

/**
 * What SQLite calls for a row of one table: takes the sum of the table's digests, and the row, or the old row and the new one, and gives
 * back the sum as it is with that change.
 */
final class RowFunction extends Function {
    /** What happens to the row. */
    enum Step {
        ADD,
        REMOVE,
        REPLACE;

        /** What the function for one table is called. */
        String named(Object table) {
            return "controlfeed_" + name().toLowerCase(Locale.ROOT) + "_row_" + table;
        }
    }

    private static final int INTEGER = 1;
    private static final int REAL = 2;
    private static final int TEXT = 3;
    private static final int BLOB = 4;

    private final Step step;
    private final List<byte[]> columns;
    private final RowDigest row;
    private final RowDigest newRow;

    private RowFunction(Step step, ProjectedTable table) {
        this.step = step;
        columns = table.columns().stream().map(RowDigest::name).toList();
        row = new RowDigest(RowDigest.name(table.name()));
        newRow = new RowDigest(RowDigest.name(table.name()));
    }

    /** Makes the functions of one table known to a connection, in place of those that had its number. */
    static void register(Connection connection, int number, ProjectedTable table) throws SQLException {
        for (Step step : Step.values()) {
            Function.create(connection, step.named(number), new RowFunction(step, table));
        }
    }

    @Override
    protected void xFunc() throws SQLException {
        byte[] sum = value_blob(0);
        read(1, row);
        switch (step) {
            case ADD -> DigestSum.add(sum, row.digest());
            case REMOVE -> DigestSum.subtract(sum, row.digest());
            case REPLACE -> {
                read(1 + columns.size(), newRow);
                if (!newRow.isSameRowAs(row)) {
                    DigestSum.subtract(sum, row.digest());
                    DigestSum.add(sum, newRow.digest());
                }
            }
        }
        result(sum);
    }

    private void read(int from, RowDigest into) throws SQLException {
        into.start();
        int at = from;
        for (byte[] column : columns) {
            switch (value_type(at)) {
                case INTEGER -> into.integer(column, value_long(at));
                case REAL -> into.real(column, value_double(at));
                case TEXT -> into.text(column, bytes(at));
                case BLOB -> into.blob(column, bytes(at));
                default -> {
                    // Null.
                }
            }
            at++;
        }
    }

    /** SQLite has no pointer to show where there are no bytes. */
    private byte[] bytes(int at) throws SQLException {
        byte[] bytes = value_blob(at);
        return bytes == null ? new byte[0] : bytes;
    }
}
