package io.controlfeed.applier.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the rows of changes into the node's open transaction. */
final class RowsWriter {
    private @Nullable NodeRows latest;

    /** All rows of all changes, in their order. */
    synchronized void write(Connection transaction, List<TableChange> changes) throws SQLException {
        NodeRows node = of(transaction);
        node.lookAtSchema();
        for (int i = 0; i < changes.size(); i++) {
            write(node, changes.get(i), i + 1);
        }
    }

    private static void write(NodeRows node, TableChange change, int number) throws SQLException {
        TableChange.Rows rows = change.rows();
        List<String> columns = null;
        RowStatement statement = null;
        int row = 0;
        for (int begin = 0; begin < rows.end(); begin = rows.next(begin)) {
            row++;
            if (statement == null || columns != rows.columns(begin)) {
                columns = rows.columns(begin);
                statement = node.statement(change, columns, new Spot(number, row, null));
            }
            statement.write(rows, begin, number, row);
        }
    }

    private NodeRows of(Connection transaction) throws SQLException {
        NodeRows node = latest;
        if (node == null || !node.isOf(transaction)) {
            if (node != null) {
                node.forget();
            }
            node = NodeRows.of(transaction);
            latest = node;
        }
        return node;
    }
}
