package io.controlfeed.applier.fingerprint;

import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeSchema;
import io.controlfeed.applier.node.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** A node of which a test writes the rows, with their fingerprints kept. */
final class TestNode implements AutoCloseable {
    final NodeDatabase database;
    final Connection writer;
    final Fingerprints fingerprints;

    TestNode(Path file, Set<String> tables, String... ddl) throws SQLException, InterruptedException {
        database = new NodeDatabase(file, false);
        NodeSchema.migrate(database);
        elsewhere(ddl);
        writer = database.connect();
        fingerprints = Fingerprints.open(writer, tables);
        write();
    }

    /** Statements in one transaction, as the applier has them. */
    void write(String... sql) throws SQLException, InterruptedException {
        Transaction.run(writer, transaction -> {
            fingerprints.refresh();
            execute(transaction, sql);
            return sql.length;
        });
    }

    /** Statements of somebody else. */
    void elsewhere(String... sql) throws SQLException {
        try (Connection other = database.connect()) {
            execute(other, sql);
        }
    }

    /** What is kept, as it stands within the writer's transaction. */
    Fingerprint kept() throws SQLException {
        return Fingerprint.recorded(writer).orElseThrow();
    }

    /** What the rows are, as the writer sees them. */
    TableFingerprint scan(String table) throws SQLException {
        ProjectedTable found = ProjectedTable.find(writer, table).orElseThrow();
        RowFunction.register(writer, 99, found);
        return TableScan.of(writer, 99, found);
    }

    Object value(String query) throws SQLException {
        try (Statement statement = writer.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getObject(1);
        }
    }

    @Override
    public void close() throws SQLException {
        fingerprints.close();
        writer.close();
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }
}
