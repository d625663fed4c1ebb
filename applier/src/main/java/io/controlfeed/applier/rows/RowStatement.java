package io.controlfeed.applier.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** A prepared statement for rows of given columns. */
final class RowStatement implements AutoCloseable {
    /** A statement keeps the values of the row before; not if they have more characters and bytes than this. */
    private static final int KEPT = 64 * 1024;

    private final PreparedStatement statement;
    private final NodeTable table;
    private final Column[] columns;
    private long bound;

    private RowStatement(PreparedStatement statement, NodeTable table, List<Column> columns) {
        this.statement = statement;
        this.table = table;
        this.columns = columns.toArray(Column[]::new);
    }

    /**
     * Finds the places in the table, and prepares.
     *
     * @param spot the first row that it is for
     */
    static RowStatement prepare(
            Connection connection, NodeTable table, TableChange change, List<String> names, Spot spot)
            throws SQLException {
        List<Column> columns =
                names.stream().map(name -> table.column(name, spot)).toList();
        List<Column> named =
                change.key().stream().map(name -> table.column(name, spot)).toList();
        Key key = table.key(named, spot);
        return new RowStatement(
                connection.prepareStatement(RowSql.of(change.operation(), table, key, columns)), table, columns);
    }

    /**
     * Writes one row.
     *
     * @param begin where it begins among the rows
     * @param change which change of the artifact this is, and which row of it, for messages
     */
    void write(TableChange.Rows rows, int begin, int change, int row) throws SQLException {
        for (int i = 0; i < columns.length; i++) {
            Object value = rows.value(begin, i);
            if (value == null) {
                if (columns[i].isKey()) {
                    throw new Spot(change, row, columns[i].name())
                            .bad("it is null, and belongs to the table's primary key", "Give it a value.");
                }
                statement.setNull(i + 1, Types.NULL);
            } else {
                bind(i + 1, columns[i], value, change, row);
            }
        }
        statement.executeUpdate();
        if (bound > KEPT) {
            statement.clearParameters();
        }
        bound = 0;
    }

    private void bind(int parameter, Column column, Object value, int change, int row) throws SQLException {
        Object stored = column.type().stored(value);
        if (stored instanceof String text) {
            bound += text.length();
            statement.setString(parameter, text);
        } else if (stored instanceof byte[] bytes) {
            bound += bytes.length;
            statement.setBytes(parameter, bytes);
        } else if (stored != null) {
            statement.setObject(parameter, stored);
        } else {
            throw new Spot(change, row, column.name())
                    .bad(
                            "in table " + Identifier.shown(table.name()) + " it is " + column.type() + ", and takes "
                                    + column.type().takes() + "; not " + shown(value),
                            hint(value));
        }
    }

    private static String shown(Object value) {
        if (value instanceof String text) {
            return "the text " + Identifier.shown(text);
        }
        if (value instanceof byte[]) {
            return "binary";
        }
        return value instanceof Decimal decimal ? "the number " + decimal.text() : value.toString();
    }

    private static String hint(Object value) {
        return value instanceof Decimal decimal && !decimal.isHeldByDouble()
                ? "No double gives this number back: make the column TEXT."
                : "Let the artifact say what the column takes, or give the column another type.";
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
