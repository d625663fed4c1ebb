package io.controlfeed.applier.snapshot;

import io.controlfeed.applier.fingerprint.Verification;
import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeException;
import io.controlfeed.applier.node.NodeLock;
import io.controlfeed.applier.node.NodeSchema;
import io.controlfeed.applier.node.OperatorAction;
import io.controlfeed.applier.node.Transaction;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes a node of a snapshot.
 *
 * @param node which; it keeps its id, if it has one
 * @param lanes opens a source of a lane of the feed that the node is to follow; the source is closed here
 * @param replace whether a node that has applied events may be replaced
 * @param actor who does it
 */
public record Bootstrap(NodeDatabase node, IntFunction<Source> lanes, boolean replace, String actor) {
    /**
     * What was done.
     *
     * @param snapshot what the node was made of
     * @param replaced where the file that was the node is now; none if there was none
     */
    public record Result(Snapshot snapshot, Optional<Path> replaced) {}

    /**
     * Checks the snapshot and asks the feed whether it goes on from there, and only then puts it in the node's place. Up to then, and
     * if it is killed at any moment, the node is what it was.
     *
     * @param digest what the snapshot has to be, {@code sha256:…}; null if its name tells
     * @throws NodeException if the snapshot is not right, an applier runs, or there is a node that may not be replaced
     * @throws FeedException if the feed cannot go on from there, or cannot be asked
     */
    public Result from(Path snapshot, @Nullable String digest) throws SQLException, IOException, InterruptedException {
        String expected = expected(snapshot, digest);
        NodeLock lock = NodeLock.take(node);
        try {
            return replace(NodeFiles.real(node), snapshot, expected);
        } finally {
            lock.close();
        }
    }

    private Result replace(NodeDatabase target, Path snapshot, String expected)
            throws SQLException, IOException, InterruptedException {
        PresentNode present = PresentNode.of(target);
        present.requireReplaceable(replace);
        Path incoming = NodeFiles.incoming(target);
        try {
            String found = SnapshotDirectory.DIGEST + Disk.copy(snapshot, incoming);
            if (!found.equals(expected)) {
                throw unfit(
                        snapshot,
                        "its digest is " + found + ", not " + expected,
                        "Copy it again from its maker.",
                        null);
            }
            check(snapshot, new NodeDatabase(incoming, false));
            Snapshot content = Snapshot.describe(incoming, found).at(snapshot);
            become(new NodeDatabase(incoming, false), present.nodeId(), found);
            for (LanePosition position : content.positions()) {
                new FeedReach(lanes).require(position.lane(), position.epoch(), position.controlVersion());
            }
            if (present.isReadable()) {
                NodeFiles.settle(target);
            }
            return new Result(content, NodeFiles.replace(target, incoming));
        } finally {
            Disk.removeDatabase(incoming);
        }
    }

    private static String expected(Path snapshot, @Nullable String digest) {
        return Optional.ofNullable(digest)
                .or(() -> SnapshotDirectory.digestInName(snapshot))
                .orElseThrow(() -> unfit(
                        snapshot,
                        "nothing tells what it has to be: it has no snapshot's name",
                        "Give its digest, sha256:…, as its maker has it.",
                        null));
    }

    /** Whether it is a node, brought up to date, that has the rows which it says it has. */
    private static void check(Path snapshot, NodeDatabase received) throws InterruptedException {
        try {
            try (Connection connection = received.connectForReading()) {
                if (!NodeSchema.isNode(connection)) {
                    throw unfit(snapshot, "it is no node's file", "Give the path of a snapshot.", null);
                }
            }
            NodeSchema.migrate(received);
            Verification verification = Verification.of(received);
            if (!verification.agrees()) {
                throw unfit(snapshot, verification.summary(), "Verify the node that it was made of.", null);
            }
        } catch (SQLException unreadable) {
            throw unfit(snapshot, "it cannot be read: " + unreadable.getMessage(), "Make another one.", unreadable);
        }
    }

    /** Gives it what is the node's own, and makes it durable in one file. */
    private void become(NodeDatabase incoming, @Nullable String nodeId, String digest)
            throws SQLException, IOException, InterruptedException {
        try (Connection connection = incoming.connect()) {
            Transaction.run(connection, transaction -> {
                new OperatorAction("bootstrap", actor, digest).record(transaction);
                try (PreparedStatement update =
                        transaction.prepareStatement("UPDATE controlfeed_node SET node_id = ?")) {
                    update.setString(1, nodeId);
                    return update.executeUpdate();
                }
            });
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = DELETE");
            }
        }
        Disk.sync(incoming.file());
    }

    private static NodeException unfit(Path snapshot, String reason, String hint, @Nullable Exception cause) {
        return new NodeException("bootstrap from " + snapshot, reason, hint, cause);
    }
}
