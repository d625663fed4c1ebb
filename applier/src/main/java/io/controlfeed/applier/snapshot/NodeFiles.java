package io.controlfeed.applier.snapshot;

import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Puts another file in the place of a node's, so that a kill or a power cut leaves the one or the other. */
final class NodeFiles {
    private static final String[] BESIDE = {"-wal", "-shm"};

    private NodeFiles() {}

    /** The node's file itself, where its path is a link: its log lies beside that. */
    static NodeDatabase real(NodeDatabase node) throws IOException {
        return node.exists() ? new NodeDatabase(node.file().toRealPath(), node.synced()) : node;
    }

    /** Where what is to become the node is made ready; what lies there is of no use to anybody. */
    static Path incoming(NodeDatabase node) throws IOException {
        Path incoming = Path.of(node.file() + ".incoming");
        Disk.removeDatabase(incoming);
        return incoming;
    }

    /**
     * Brings all that was committed into the node's file, so that it is whole without its log.
     *
     * @throws NodeException if a reader that does not end keeps SQLite from it
     */
    static void settle(NodeDatabase node) throws SQLException {
        try (Connection connection = node.connect();
                Statement statement = connection.createStatement();
                ResultSet checkpoint = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (checkpoint.getInt(1) != 0) {
                throw new NodeException(
                        node.name(),
                        "somebody has it open in a transaction that does not end",
                        "Stop what reads or writes it, and try again.");
            }
        }
    }

    /**
     * Puts the incoming file in the node's place. The log has to go first: SQLite would read it into any file that it finds beside it.
     * Who has the old files open keeps them until they are opened again.
     *
     * @param incoming durable and complete, without a log
     * @return where the old file is now; none if there was none
     */
    static Optional<Path> replace(NodeDatabase node, Path incoming) throws IOException {
        Path aside = aside(node);
        Path directory = incoming.toAbsolutePath().resolveSibling("");
        boolean exists = node.exists();
        if (exists) {
            Disk.link(node.file(), aside);
        }
        for (String suffix : BESIDE) {
            Path beside = Path.of(node.file() + suffix);
            if (Files.exists(beside)) {
                Disk.rename(beside, Path.of(aside + suffix));
            }
        }
        Disk.sync(directory);
        Disk.rename(incoming, node.file());
        Disk.sync(directory);
        return exists ? Optional.of(aside) : Optional.empty();
    }

    /** The first name that nobody has. */
    private static Path aside(NodeDatabase node) {
        for (int number = 1; ; number++) {
            Path aside = Path.of(node.file() + ".replaced-" + number);
            if (!Files.exists(aside) && !Files.exists(Path.of(aside + "-wal"))) {
                return aside;
            }
        }
    }
}
