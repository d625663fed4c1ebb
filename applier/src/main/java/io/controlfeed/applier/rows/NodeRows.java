package io.controlfeed.applier.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/**
 * What one connection knows of the node's tables, and its prepared statements: the latest that were used. When a table was changed, by
 * whomever, all of it is looked up anew.
 */
final class NodeRows {
    private static final int MOST_STATEMENTS = 256;

    private final Connection connection;
    private final Map<String, NodeTable> tables = new HashMap<>();
    private final Map<StatementKey, RowStatement> statements = new LinkedHashMap<>(16, 0.75f, true);
    private int schemaVersion = -1;
    private volatile boolean isNewTransaction = true;

    /** What a statement is for. */
    private record StatementKey(Operation operation, String table, List<String> key, List<String> columns) {}

    private NodeRows(Connection connection) {
        this.connection = connection;
    }

    static NodeRows of(Connection connection) throws SQLException {
        NodeRows rows = new NodeRows(connection);
        // Nobody else changes a table while this transaction is open. So one look in each is enough, and asking for
        // each event would cost a
        // sixth of its time.
        connection.unwrap(SQLiteConnection.class).addCommitListener(new SQLiteCommitListener() {
            @Override
            public void onCommit() {
                rows.isNewTransaction = true;
            }

            @Override
            public void onRollback() {
                rows.isNewTransaction = true;
            }
        });
        return rows;
    }

    boolean isOf(Connection other) {
        return connection == other;
    }

    /** Forgets what a change of the schema has made wrong. Called before the rows of each event. */
    void lookAtSchema() throws SQLException {
        if (!isNewTransaction) {
            return;
        }
        int found = schemaVersion();
        if (found != schemaVersion) {
            forget();
            schemaVersion = found;
        }
        isNewTransaction = false;
    }

    /** The statement for rows of these columns. */
    RowStatement statement(TableChange change, List<String> columns, Spot spot) throws SQLException {
        StatementKey key = new StatementKey(change.operation(), change.table(), change.key(), columns);
        RowStatement statement = statements.get(key);
        if (statement == null) {
            statement = RowStatement.prepare(connection, table(change.table(), spot), change, columns, spot);
            statements.put(key, statement);
            closeOldest();
        }
        return statement;
    }

    /** Closes all statements. */
    void forget() throws SQLException {
        tables.clear();
        for (RowStatement statement : statements.values()) {
            statement.close();
        }
        statements.clear();
    }

    private NodeTable table(String name, Spot spot) throws SQLException {
        String folded = Identifier.folded(name);
        NodeTable table = tables.get(folded);
        if (table == null) {
            table = SchemaReader.read(connection, name, spot);
            tables.put(folded, table);
        }
        return table;
    }

    private void closeOldest() throws SQLException {
        if (statements.size() > MOST_STATEMENTS) {
            Iterator<RowStatement> oldest = statements.values().iterator();
            oldest.next().close();
            oldest.remove();
        }
    }

    private int schemaVersion() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("PRAGMA main.schema_version");
                ResultSet version = query.executeQuery()) {
            return version.getInt(1);
        }
    }
}
