package io.controlfeed.applier.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.applier.fingerprint.Verification;
import io.controlfeed.applier.node.NodeException;
import io.controlfeed.applier.node.NodeLock;
import io.controlfeed.feed.FeedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapTest {
    private final FedFeed feed = new FedFeed(30);

    @TempDir
    Path dir;

    private Path nodes;
    private Snapshot snapshot;
    private FedNode target;

    @BeforeEach
    void make() throws Exception {
        nodes = Files.createDirectory(dir.resolve("nodes"));
        target = new FedNode(nodes.resolve("node.db"));
        FedNode origin = FedNode.make(dir.resolve("origin.db"), "origin", feed.epoch(), 20, "new");
        snapshot = Snapshot.make(origin.database, dir.resolve("snapshots"));
    }

    @Test
    void nodeThatIsNotThere_isMade() throws Exception {
        Bootstrap.Result result = bootstrap(false).from(snapshot.file(), null);
        assertThat(result.replaced()).isEmpty();
        assertThat(result.snapshot()).isEqualTo(snapshot);
        requireNew();
        assertThat(target.value("SELECT node_id FROM controlfeed_node")).isEqualTo("null");
        assertThat(target.value("SELECT action || ' ' || actor || ' ' || reason FROM controlfeed_action"))
                .isEqualTo("bootstrap somebody " + snapshot.digest());
        assertThat(files()).containsExactly("node.db", "node.db.lock");
    }

    @Test
    void nodeThatHasAppliedEvents_isReplacedOnlyIfThatIsSaid_andKept() throws Exception {
        makeOld();
        assertThatThrownBy(() -> bootstrap(false).from(snapshot.file(), null))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("has applied events, up to 7")
                .hasMessageContaining("--replace");
        requireOld();
        Path replaced = bootstrap(true).from(snapshot.file(), null).replaced().orElseThrow();
        requireNew();
        assertThat(target.value("SELECT node_id FROM controlfeed_node")).isEqualTo("target");
        assertThat(replaced).isEqualTo(nodes.resolve("node.db.replaced-1"));
        assertThat(new FedNode(replaced).value("SELECT word FROM host LIMIT 1")).isEqualTo("old");
        assertThat(bootstrap(true).from(snapshot.file(), null).replaced())
                .contains(nodes.resolve("node.db.replaced-2"));
    }

    @Test
    void readerOfTheOldNode_keepsIt_andDoesNotMixItWithTheNew() throws Exception {
        makeOld();
        try (Connection reader = target.database.connect();
                Statement statement = reader.createStatement()) {
            statement.executeUpdate("UPDATE controlfeed_cursor SET control_version = 8");
            bootstrap(true).from(snapshot.file(), null);
            new FedNode(nodes.resolve("node.db")).execute("UPDATE host SET word = 'later'");
            try (ResultSet row = statement.executeQuery("SELECT group_concat(DISTINCT word) FROM host")) {
                assertThat(row.getString(1)).isEqualTo("old");
            }
        }
        assertThat(target.value("SELECT group_concat(DISTINCT word) FROM host")).isEqualTo("later");
        assertThat(new FedNode(nodes.resolve("node.db.replaced-1"))
                        .positions()
                        .get(0)
                        .controlVersion())
                .isEqualTo(8);
    }

    @Test
    void logOfANodeThatIsGone_isNotReadIntoTheNewOne() throws Exception {
        makeOld();
        Path saved = dir.resolve("saved-wal");
        try (Connection open = target.database.connect();
                Statement statement = open.createStatement()) {
            statement.executeUpdate("UPDATE host SET word = 'in the log'");
            Files.copy(target.database.writeAheadLog(), saved);
        }
        Files.delete(target.database.file());
        Files.move(saved, target.database.writeAheadLog());
        bootstrap(false).from(snapshot.file(), null);
        requireNew();
    }

    @Test
    void nodeThatCannotBeRead_isReplacedIfThatIsSaid() throws Exception {
        Files.writeString(target.database.file(), "this is no database, and has been here for a long time");
        assertThatThrownBy(() -> bootstrap(false).from(snapshot.file(), null))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("cannot be read as a node");
        assertThat(bootstrap(true).from(snapshot.file(), null).replaced()).isPresent();
        requireNew();
    }

    @Test
    void snapshotOfOtherBytes_orOfNoName_orNoNode_isRefused() throws Exception {
        makeOld();
        Path copy = Files.copy(snapshot.file(), dir.resolve("copy.db"));
        requireRefused(copy, null, "nothing tells what it has to be");
        requireRefused(copy, "sha256:" + "0".repeat(64), "its digest is " + snapshot.digest());
        byte[] bytes = Files.readAllBytes(copy);
        bytes[bytes.length / 2] ^= 1;
        Files.write(snapshot.file(), bytes);
        requireRefused(snapshot.file(), null, "its digest is");
        Path text = Files.writeString(dir.resolve("text"), "no database at all, but of the right digest".repeat(99));
        requireRefused(text, "sha256:" + Disk.sha256(text), "it cannot be read");
        try (Connection empty = new FedNode(dir.resolve("empty.db")).database.connectOrCreate();
                Statement statement = empty.createStatement()) {
            statement.executeUpdate("CREATE TABLE other (x)");
        }
        requireRefused(dir.resolve("empty.db"), "sha256:" + Disk.sha256(dir.resolve("empty.db")), "no node's file");
        bootstrap(true).from(copy, snapshot.digest());
        requireNew();
    }

    @Test
    void snapshotWhoseRowsAreNotThoseThatWereRecorded_isRefused() throws Exception {
        makeOld();
        FedNode origin = new FedNode(dir.resolve("origin.db"));
        origin.execute("UPDATE host SET word = 'by hand' WHERE name = 'h3'");
        Snapshot wrong = Snapshot.make(origin.database, dir.resolve("snapshots"));
        requireRefused(wrong.file(), null, "host (20 rows, recorded are 20)");
    }

    @Test
    void feedThatCannotGoOnFromThere_refuses_andTheNodeIsAsItWas() throws Exception {
        makeOld();
        feed.memory.removeUpTo(22);
        assertThatThrownBy(() -> bootstrap(true).from(snapshot.file(), null)).isInstanceOf(FeedException.Gap.class);
        requireOld();
        feed.memory.goAway();
        assertThatThrownBy(() -> bootstrap(true).from(snapshot.file(), null))
                .isInstanceOf(FeedException.Unavailable.class);
        feed.memory.comeBack();
        feed.memory.recreate();
        assertThatThrownBy(() -> bootstrap(true).from(snapshot.file(), null))
                .isInstanceOf(FeedException.EpochChanged.class);
        requireOld();
        assertThat(files()).doesNotContain("node.db.incoming");
    }

    @Test
    void whileAnApplierRuns_isRefused() throws Exception {
        makeOld();
        NodeLock applier = NodeLock.take(target.database);
        requireRefused(snapshot.file(), null, "this process works on it");
        applier.close();
        bootstrap(true).from(snapshot.file(), null);
        requireNew();
    }

    private Bootstrap bootstrap(boolean replace) {
        return new Bootstrap(target.database, feed::source, replace, "somebody");
    }

    private void makeOld() throws Exception {
        FedNode.make(target.database.file(), "target", feed.epoch(), 7, "old");
    }

    private void requireRefused(Path file, @Nullable String digest, String why) throws Exception {
        assertThatThrownBy(() -> bootstrap(true).from(file, digest))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(why);
        requireOld();
    }

    private void requireOld() throws Exception {
        assertThat(target.positions().get(0).controlVersion()).isEqualTo(7);
        assertThat(target.value("SELECT group_concat(DISTINCT word) FROM host")).isEqualTo("old");
        assertThat(files()).allMatch(name -> !name.contains("incoming") && !name.contains("replaced"));
    }

    private void requireNew() throws Exception {
        assertThat(target.positions().get(0).controlVersion()).isEqualTo(20);
        assertThat(target.value("SELECT group_concat(DISTINCT word) FROM host")).isEqualTo("new");
        assertThat(Verification.of(target.database).agrees()).isTrue();
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(nodes)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
