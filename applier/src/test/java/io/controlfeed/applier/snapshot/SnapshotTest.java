package io.controlfeed.applier.snapshot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.applier.fingerprint.Fingerprint;
import io.controlfeed.applier.fingerprint.Fingerprints;
import io.controlfeed.applier.fingerprint.Verification;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeException;
import io.controlfeed.applier.node.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    @TempDir
    Path dir;

    private Path snapshots;
    private FedNode node;

    @BeforeEach
    void make() throws Exception {
        snapshots = dir.resolve("to/snapshots");
        node = FedNode.make(dir.resolve("node.db"), "node-1", "epoch-1", 20, "word");
    }

    @Test
    void copy_isNamedByItsContent_andHoldsTheNode() throws Exception {
        Snapshot snapshot = Snapshot.make(node.database, snapshots);
        assertThat(snapshot.digest()).isEqualTo("sha256:" + Disk.sha256(snapshot.file()));
        assertThat(snapshot.file().getFileName())
                .hasToString("snapshot-" + snapshot.digest().substring(7) + ".db");
        assertThat(snapshot.size()).isEqualTo(Files.size(snapshot.file()));
        assertThat(snapshot.positions()).isEqualTo(node.positions());
        assertThat(snapshot.rows())
                .containsEntry("host", 20L)
                .containsEntry("tenant", 1L)
                .containsEntry("mine", 1L);
        assertThat(snapshot.rows()).hasSize(3);
        try (Connection connection = node.database.connect()) {
            assertThat(snapshot.fingerprint())
                    .isEqualTo(Fingerprint.recorded(connection))
                    .isPresent();
        }
        FedNode copy = new FedNode(snapshot.file());
        assertThat(copy.value("SELECT count(*) FROM applied_events")).isEqualTo("20");
        assertThat(Verification.of(copy.database).agrees()).isTrue();
    }

    @Test
    void whatIsTheNodesOwn_isNotInIt_alsoNotInItsFreePages() throws Exception {
        FedNode copy = new FedNode(Snapshot.make(node.database, snapshots).file());
        assertThat(copy.value("SELECT count(node_id) + count(trouble_kind) FROM controlfeed_node"))
                .isEqualTo("0");
        assertThat(copy.value("SELECT count(*) FROM controlfeed_action")).isEqualTo("0");
        assertThat(new String(Files.readAllBytes(copy.database.file()), ISO_8859_1))
                .contains("of the operator")
                .doesNotContain("secret action");
    }

    @Test
    void sameContentTwice_isOneFile_andNothingElseIsLeft() throws Exception {
        Path first = Snapshot.make(node.database, snapshots).file();
        assertThat(Snapshot.make(node.database, snapshots).file()).isEqualTo(first);
        assertThat(files()).containsExactly(first);
        node.execute("UPDATE host SET word = 'other' WHERE name = 'h1'");
        assertThat(Snapshot.make(node.database, snapshots).file()).isNotEqualTo(first);
        assertThat(files()).hasSize(2);
    }

    @Test
    void whatACrashLeft_isClearedAway_andWhatIsUnderWayIsNot() throws Exception {
        Files.createDirectories(snapshots);
        Path old = Files.createFile(snapshots.resolve("snapshot-old.part"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
        Path fresh = Files.createFile(snapshots.resolve("snapshot-fresh.part"));
        Path file = Snapshot.make(node.database, snapshots).file();
        assertThat(files()).containsExactlyInAnyOrder(fresh, file);
    }

    @Test
    void whileTheApplierWrites_oneMomentIsCopied() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> writing = CompletableFuture.supplyAsync(() -> write(enough));
        try {
            for (int i = 0; i < 15; i++) {
                Snapshot snapshot = Snapshot.make(node.database, snapshots);
                assertThat(Verification.of(new NodeDatabase(snapshot.file(), false))
                                .agrees())
                        .isTrue();
                assertThat(snapshot.rows().get("host"))
                        .isEqualTo(snapshot.positions().get(0).controlVersion());
            }
        } finally {
            enough.set(true);
        }
        assertThat(writing.get()).isPositive();
    }

    private int write(AtomicBoolean enough) {
        try (Connection connection = node.database.connect();
                Fingerprints fingerprints = Fingerprints.open(connection, FedNode.TABLES)) {
            int round = 0;
            for (; !enough.get() || round == 0; round++) {
                String name = "'w" + round + "'";
                Transaction.run(connection, transaction -> {
                    fingerprints.refresh();
                    try (Statement statement = transaction.createStatement()) {
                        statement.executeUpdate("INSERT INTO host (name) VALUES (" + name + ")");
                        return statement.executeUpdate(
                                "UPDATE controlfeed_cursor SET control_version = control_version + 1");
                    }
                });
            }
            return round;
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void nodeWithoutFingerprints_isCopiedWithoutThem() throws Exception {
        try (Connection connection = node.database.connect()) {
            Fingerprints.forget(connection);
        }
        assertThat(Snapshot.make(node.database, snapshots).fingerprint()).isEmpty();
    }

    @Test
    void whatIsNoNode_isRefused_andLeavesNothing() throws Exception {
        assertThatThrownBy(() -> Snapshot.make(NodeDatabase.at(dir.resolve("none.db")), snapshots))
                .isInstanceOf(NodeException.class);
        assertThat(files()).isEmpty();
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(snapshots)) {
            return files.toList();
        }
    }
}
