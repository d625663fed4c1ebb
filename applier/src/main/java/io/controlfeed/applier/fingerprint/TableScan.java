package io.controlfeed.applier.fingerprint;

import io.controlfeed.applier.fingerprint.RowFunction.Step;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/** Calculates the fingerprint of a table from its rows. */
final class TableScan {
    private TableScan() {}

    /** @param number of the table's functions, which are {@linkplain RowFunction#register registered} */
    static TableFingerprint of(Connection connection, int number, ProjectedTable table) throws SQLException {
        byte[] sum = new byte[DigestSum.BYTES];
        long rows = 0;
        String digestOfRow =
                Step.ADD.named(number) + "(zeroblob(" + DigestSum.BYTES + "), " + table.columnsOf("scanned") + ")";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT " + digestOfRow + " FROM main." + table.quotedName() + " AS scanned")) {
            while (row.next()) {
                DigestSum.add(sum, row.getBytes(1));
                rows++;
            }
        }
        return new TableFingerprint(
                table.name(), table.columnText(), rows, HexFormat.of().formatHex(sum));
    }
}
