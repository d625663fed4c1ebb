package io.controlfeed.applier.snapshot;

import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeException;
import io.controlfeed.applier.node.NodeSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is there before a bootstrap.
 *
 * @param trouble why it cannot be read; null if it can, or if nothing is there
 * @param positions up to where it has applied the feed
 */
record PresentNode(
        NodeDatabase database,
        @Nullable Exception trouble,
        @Nullable String nodeId,
        List<LanePosition> positions) {

    static PresentNode of(NodeDatabase database) {
        if (!database.exists()) {
            return new PresentNode(database, null, null, List.of());
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            NodeSchema.require(database, connection);
            try (ResultSet node = statement.executeQuery("SELECT node_id FROM controlfeed_node")) {
                return new PresentNode(
                        database, null, node.next() ? node.getString(1) : null, LanePosition.all(connection));
            }
        } catch (SQLException | NodeException unreadable) {
            return new PresentNode(database, unreadable, null, List.of());
        }
    }

    boolean isReadable() {
        return database.exists() && trouble == null;
    }

    void requireReplaceable(boolean replace) {
        if (replace || (trouble == null && positions.isEmpty())) {
            return;
        }
        throw new NodeException(
                database.name(),
                trouble != null
                        ? "it is there and cannot be read as a node: " + trouble.getMessage()
                        : "it has applied events, up to " + positions.get(0).controlVersion() + " on lane "
                                + positions.get(0).lane(),
                "To replace it all the same, say so (--replace): it is kept beside the new one.",
                trouble);
    }
}
