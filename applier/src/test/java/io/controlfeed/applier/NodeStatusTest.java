package io.controlfeed.applier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.applier.fingerprint.Fingerprints;
import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeException;
import io.controlfeed.applier.node.NodeSchema;
import io.controlfeed.applier.node.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeStatusTest {
    @TempDir
    Path dir;

    @Test
    void newNode_hasNothing() throws Exception {
        NodeDatabase node = NodeDatabase.at(dir.resolve("node.db"));
        NodeSchema.migrate(node);
        NodeStatus status = NodeStatus.of(node);
        assertThat(status.nodeId()).isNull();
        assertThat(status.positions()).isEmpty();
        assertThat(status.applied()).isZero();
        assertThat(status.forgottenBefore()).isNull();
        assertThat(status.parked()).isEmpty();
        assertThat(status.trouble()).isEmpty();
        assertThat(status.fingerprint()).isEmpty();
    }

    @Test
    void nodeInUse_isToldWhileItIsWritten() throws Exception {
        NodeDatabase node = NodeDatabase.at(dir.resolve("node.db"));
        NodeSchema.migrate(node);
        try (Connection connection = node.connect()) {
            execute(connection, "CREATE TABLE host (name TEXT)");
            try (Fingerprints fingerprints = Fingerprints.open(connection, Set.of("host"))) {
                Transaction.run(connection, transaction -> {
                    fingerprints.refresh();
                    execute(
                            transaction,
                            "INSERT INTO host VALUES ('a')",
                            "INSERT INTO applied_events VALUES (41, 'e', 0, 9, 5, 6)",
                            "INSERT INTO controlfeed_cursor VALUES (0, 'memory', 'ep', 9, 1000000, 2000000, 3),"
                                    + " (1, 'memory', 'ep', 4, NULL, 2000000, 0)",
                            "INSERT INTO parked_events (event_id, lane, control_version, subject, event, state, kind,"
                                    + " parked_at) VALUES ('a', 0, 1, 's', '{}', 'failed', 'conflict', 1),"
                                    + " ('b', 0, 2, 's', '{}', 'behind', NULL, 1), ('c', 0, 3, 's', '{}', 'behind', NULL, 1)",
                            "UPDATE controlfeed_node SET node_id = 'n', forgotten_before = 7000000, trouble_kind = 'gap',"
                                    + " trouble = 'text', trouble_since = 3000000");
                    return transaction;
                });
            }
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO host VALUES ('not committed')");

            NodeStatus status = NodeStatus.of(node);
            assertThat(status.nodeId()).isEqualTo("n");
            assertThat(status.positions())
                    .containsExactly(
                            new LanePosition(
                                    0, "memory", "ep", 9, Instant.ofEpochSecond(1), Instant.ofEpochSecond(2), 3),
                            new LanePosition(1, "memory", "ep", 4, null, Instant.ofEpochSecond(2), 0));
            assertThat(status.applied()).isEqualTo(41);
            assertThat(status.forgottenBefore()).isEqualTo(Instant.ofEpochSecond(7));
            assertThat(status.parked())
                    .isEqualTo(List.of(
                            new NodeStatus.Parked("behind", null, 2), new NodeStatus.Parked("failed", "conflict", 1)));
            assertThat(status.trouble()).contains(new NodeStatus.Trouble("gap", "text", Instant.ofEpochSecond(3)));
            assertThat(status.fingerprint().orElseThrow().rows()).isEqualTo(1);
            assertThat(status.logBytes()).isPositive();
        }
    }

    @Test
    void whatIsNoNode_isRefused() {
        assertThatThrownBy(() -> NodeStatus.of(NodeDatabase.at(dir.resolve("node.db"))))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("no such file");
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }
}
