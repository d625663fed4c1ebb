package io.controlfeed.applier;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.tck.MemoryFeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node on a disk that is really full: a small file system of its own, in a mount namespace of its own. Where a machine forbids that,
 * {@code -Dfault.mounts=off} leaves it out; it is never left out by itself.
 */
@DisabledIfSystemProperty(named = "fault.mounts", matches = "off", disabledReason = "-Dfault.mounts=off")
class FullDiskTest {
    private static final long LIMIT_SECONDS = 120;

    @TempDir
    private Path temp;

    @Test
    void fullDisk_holdsTheNode_andItGoesOnWhenSpaceIsFreed() throws Exception {
        Path output = temp.resolve("output");
        Process process = new ProcessBuilder(List.of(
                        "unshare",
                        "-rm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=16m tmpfs \"$0\" && \"$1\" -Xshare:auto -cp \"$2\" '"
                                + Scenario.class.getName() + "' \"$0\"",
                        Files.createDirectory(temp.resolve("disk")).toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path")))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(output)).contains("all is well");
        } finally {
            process.destroyForcibly();
        }
    }

    /** What runs inside the small file system, whose directory is its argument. */
    static final class Scenario {
        private static final int EVENTS = 20_000;
        private static final int BALLAST = 13_000_000;

        private Scenario() {}

        public static void main(String[] args) throws Exception {
            Path disk = Path.of(args[0]);
            Path ballast = Files.write(disk.resolve("ballast"), new byte[BALLAST]);
            MemoryFeed feed = new MemoryFeed();
            fill(feed);
            Node node = new Node(disk, feed);
            node.during(Node.QUICK.withBatch(100), applier -> {
                Eventually.holds(
                        "it says that the disk is full",
                        () -> applier.troubles().stream()
                                .anyMatch(trouble -> trouble.reason().contains("full")));
                String cursor = node.one("SELECT control_version FROM controlfeed_cursor");
                assertThat(node.one("SELECT max(control_version) FROM applied_events"))
                        .isEqualTo(cursor);
                Files.delete(ballast);
                Eventually.holds(
                        "all is applied",
                        () -> node.one("SELECT count(*) FROM item").equals(String.valueOf(EVENTS)));
                Eventually.holds(
                        "nothing holds it any more", () -> applier.troubles().isEmpty());
            });
            assertThat(node.one("SELECT count(*) FROM parked_events")).isEqualTo("0");
            assertThat(node.one("SELECT sum(effects) FROM item")).isEqualTo(String.valueOf(EVENTS));
            assertThat(node.one("PRAGMA integrity_check")).isEqualTo("ok");
            System.out.println("all is well");
            System.exit(0);
        }

        private static void fill(MemoryFeed feed) {
            try (Sink sink = FeedRegistry.of(feed).openSink("memory", Map.of())) {
                for (int from = 0; from < EVENTS; from += Sink.MAX_BATCH) {
                    List<ControlEvent> events = new ArrayList<>();
                    for (int i = from; i < from + Sink.MAX_BATCH; i++) {
                        events.add(ControlEvent.builder("event-" + i, "item.changed", "subject-" + i)
                                .build());
                    }
                    sink.append(events);
                }
            }
        }
    }
}
