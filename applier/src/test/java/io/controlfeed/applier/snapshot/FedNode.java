package io.controlfeed.applier.snapshot;

import io.controlfeed.applier.fingerprint.Fingerprints;
import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeSchema;
import io.controlfeed.applier.node.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** A node as an applier leaves it: rows with their fingerprint, ids and a cursor. */
final class FedNode {
    static final Set<String> TABLES = Set.of("host", "tenant");

    final NodeDatabase database;

    FedNode(Path file) {
        database = new NodeDatabase(file, false);
    }

    /** A node of this id that has applied events up to a version, each with a row that carries a word. */
    static FedNode make(Path file, String id, String epoch, long version, String word)
            throws SQLException, InterruptedException {
        FedNode node = new FedNode(file);
        NodeSchema.migrate(node.database);
        node.execute(
                "CREATE TABLE tenant (name TEXT PRIMARY KEY)",
                "CREATE TABLE host (name TEXT PRIMARY KEY, tenant TEXT REFERENCES tenant, word TEXT)",
                "CREATE TABLE mine (note TEXT)",
                "INSERT INTO mine VALUES ('of the operator')",
                "UPDATE controlfeed_node SET node_id = '" + id
                        + "', trouble_kind = 'k', trouble = 't', trouble_since = 1",
                "INSERT INTO controlfeed_action (at, action, actor) VALUES (1, 'secret action', 'somebody')");
        try (Connection connection = node.database.connect();
                Fingerprints fingerprints = Fingerprints.open(connection, TABLES)) {
            Transaction.run(connection, transaction -> {
                fingerprints.refresh();
                execute(transaction, "INSERT INTO tenant VALUES ('" + word + "')");
                for (int i = 1; i <= version; i++) {
                    execute(
                            transaction,
                            "INSERT INTO host VALUES ('h" + i + "', '" + word + "', '" + word + "')",
                            "INSERT INTO applied_events VALUES (" + i + ", 'e" + i + "', 0, " + i + ", 5, 6)",
                            "INSERT INTO controlfeed_subject VALUES ('s" + i + "', '', 1, 0, " + i + ")");
                }
                return transaction;
            });
        }
        node.execute("INSERT INTO controlfeed_cursor VALUES (0, 'memory', '" + epoch + "', " + version + ", 5, 6, 0)");
        return node;
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = database.connect()) {
            execute(connection, statements);
        }
    }

    Object value(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return String.valueOf(row.getObject(1));
        }
    }

    List<LanePosition> positions() throws SQLException {
        try (Connection connection = database.connect()) {
            return LanePosition.all(connection);
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }
}
