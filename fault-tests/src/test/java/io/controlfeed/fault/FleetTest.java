package io.controlfeed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.applier.fingerprint.Fingerprint;
import io.controlfeed.applier.fingerprint.Verification;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.snapshot.Bootstrap;
import io.controlfeed.applier.snapshot.Snapshot;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.kafka.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes: one stays, one is killed and comes back, and one is away for longer than the feed keeps what it needs. */
class FleetTest {
    @TempDir
    Path dir;

    @Test
    void theKilledNodeConvergesByItself_andTheLateOneByASnapshot() throws Exception {
        Feed feed = Feed.create(OneBroker.KAFKA, "fleet");
        try (Writer writer = Writer.start(feed, dir.resolve("artifacts"));
                NodeProcess steady = NodeProcess.start(dir, "fleet-steady", feed);
                NodeProcess killed = NodeProcess.start(dir, "fleet-killed", feed);
                NodeProcess late = NodeProcess.start(dir, "fleet-late", feed)) {
            for (NodeProcess node : new NodeProcess[] {steady, killed, late}) {
                Patience.until(
                        node.group() + " has begun",
                        () -> node.file().hasTables() && node.file().cursor() > 0);
            }
            late.applier().terminate();
            long left = late.file().cursor();
            killed.applier().kill();
            Patience.until("the feed goes on", () -> steady.file().cursor() > left + 1_000);
            killed.applier().start();
            Patience.until(
                    "the killed node is past the late one", () -> killed.file().cursor() > left + 1_000);
            feed.removeUpTo(left + 500);

            late.applier().start();
            Patience.until("the late node gives up", () -> !late.applier().isAlive());
            assertThat(late.file().query("SELECT trouble_kind FROM controlfeed_node"))
                    .containsExactly("gap");
            assertThat(late.file().cursor()).isEqualTo(left);

            bootstrap(steady, late, feed);
            late.applier().start();
            writer.stop();
            for (NodeProcess node : new NodeProcess[] {steady, killed, late}) {
                Patience.until(
                        node.group() + " has everything", () -> node.file().cursor() >= writer.lastVersion());
                node.applier().terminate();
                node.file().requireFold(writer.upTo(Long.MAX_VALUE));
                assertThat(Verification.of(database(node)).agrees()).isTrue();
            }
            assertThat(fingerprint(killed)).isEqualTo(fingerprint(steady));
            assertThat(fingerprint(late)).isEqualTo(fingerprint(steady));
        }
    }

    /** From a node that goes on working meanwhile. */
    private void bootstrap(NodeProcess from, NodeProcess to, Feed feed) throws Exception {
        Path snapshots = Files.createDirectory(dir.resolve("snapshots"));
        Snapshot snapshot = Snapshot.make(database(from), snapshots);
        new Bootstrap(database(to), lane -> FeedRegistry.load().openSource("kafka", feed.settings()), true, "a test")
                .from(snapshot.file(), snapshot.digest());
    }

    private static NodeDatabase database(NodeProcess node) {
        return NodeDatabase.at(node.file().path());
    }

    private static String fingerprint(NodeProcess node) throws Exception {
        try (Connection connection = database(node).connectForReading()) {
            return Fingerprint.recorded(connection).orElseThrow().digest();
        }
    }
}
