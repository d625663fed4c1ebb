package io.controlfeed.cli.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether each node has what the control plane committed: all of it, each change once, each row's changes in order. Calculated from the SQLite files
 * alone; nothing is asked that had a part in bringing it there.
 *
 * @param committed how many events the control plane committed
 * @param poisonous how many of them no node may apply
 */
record Proof(int committed, int poisonous, FoldedRows rows, List<NodeProof> nodes) {

    static Proof of(Path controlPlane, Map<String, Path> nodeFiles) throws SQLException {
        List<Change> changes;
        FoldedRows rows;
        try (Connection connection = SqliteFile.read(controlPlane)) {
            changes = Change.all(connection);
            rows = FoldedRows.of(connection);
        }
        List<NodeProof> nodes = new ArrayList<>();
        for (Map.Entry<String, Path> node : nodeFiles.entrySet()) {
            nodes.add(NodeProof.of(node.getKey(), NodeContent.of(node.getValue()), changes));
        }
        int poisonous =
                Math.toIntExact(changes.stream().filter(Change::isPoison).count());
        return new Proof(changes.size(), poisonous, rows, nodes);
    }

    boolean holds() {
        return flaws().isEmpty();
    }

    /** What is wrong, in words; nothing if the proof holds. */
    List<String> flaws() {
        return nodes.stream()
                .flatMap(node -> flaws(node).map(flaw -> node.node() + ": " + flaw))
                .toList();
    }

    private Stream<String> flaws(NodeProof node) {
        long version = nodes.get(0).controlVersion();
        return Stream.of(
                        flaw(node.missing() == 0, node.missing() + " missing"),
                        flaw(node.duplicates() == 0, node.duplicates() + " had their effect more than once"),
                        flaw(node.disorders() == 0, node.disorders() + " out of order"),
                        flaw(node.strangers() == 0, node.strangers() + " that nobody committed"),
                        flaw(node.parked().size() == poisonous, node.parked().size() + " parked, not " + poisonous),
                        flaw(node.rows().equals(rows), "its rows are not those of the control plane"),
                        flaw(
                                node.controlVersion() == version,
                                "it is at version " + node.controlVersion() + ", and another at " + version))
                .flatMap(Optional::stream);
    }

    private static Optional<String> flaw(boolean isRight, String otherwise) {
        return isRight ? Optional.empty() : Optional.of(otherwise);
    }
}
