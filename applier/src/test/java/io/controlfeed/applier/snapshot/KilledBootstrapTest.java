package io.controlfeed.applier.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.applier.fingerprint.Verification;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that bootstraps a node again and again, from one snapshot and from another, is killed in the middle of it. */
class KilledBootstrapTest {
    private static final int KILLS = "full".equals(System.getProperty("chaos")) ? 200 : 6;
    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(60);

    @TempDir
    Path dir;

    @Test
    void killedAtAnyMoment_leavesTheOldNodeOrTheNew() throws Exception {
        Random random = new Random(SEED);
        Path file = dir.resolve("node.db");
        FedNode.make(file, "target", "none", 5, "five");
        FedNode node = new FedNode(file);
        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill((long) (random.nextDouble() * LONGEST));
            String version = String.valueOf(node.positions().get(0).controlVersion());
            assertThat(node.value("SELECT group_concat(DISTINCT word) || ' ' || count(*) FROM host"))
                    .as("kill %d, seed %d", kill, SEED)
                    .isEqualTo(version.equals("10") ? "ten 10" : "twenty 20");
            assertThat(node.value("SELECT node_id FROM controlfeed_node")).isEqualTo("target");
            assertThat(Verification.of(node.database).summary()).isEqualTo("nothing");
        }
    }

    private void runAndKill(long nanos) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bootstrapping.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(said.readLine()).isEqualTo("begun");
            LockSupport.parkNanos(nanos);
        } finally {
            process.destroyForcibly().onExit().orTimeout(1, TimeUnit.MINUTES).join();
        }
    }

    /** The process. Its feed is its own, so it makes the snapshots anew, too. */
    static final class Bootstrapping {
        private Bootstrapping() {}

        public static void main(String[] args) throws Exception {
            Path dir = Path.of(args[0]);
            Path work = Files.createTempDirectory(dir, "process");
            FedFeed feed = new FedFeed(20);
            FedNode node = new FedNode(dir.resolve("node.db"));
            Path[] snapshots = {
                Snapshot.make(FedNode.make(work.resolve("a"), "a", feed.epoch(), 10, "ten").database, work)
                        .file(),
                Snapshot.make(FedNode.make(work.resolve("b"), "b", feed.epoch(), 20, "twenty").database, work)
                        .file(),
            };
            Bootstrap bootstrap = new Bootstrap(node.database, feed::source, true, "test");
            // Once, so that what is killed is no first time, with all its classes to be loaded.
            bootstrap.from(snapshots[0], null);
            System.out.println("begun");
            for (int round = 1; ; round++) {
                // Somebody has it open, and there is a log.
                try (Connection open = node.database.connectOrCreate();
                        Statement statement = open.createStatement()) {
                    statement.executeUpdate("UPDATE mine SET note = 'round " + round + "'");
                    bootstrap.from(snapshots[round % 2], null);
                }
                removeReplaced(dir);
            }
        }

        private static void removeReplaced(Path dir) throws Exception {
            try (DirectoryStream<Path> replaced = Files.newDirectoryStream(dir, "*.replaced-*")) {
                for (Path file : replaced) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
