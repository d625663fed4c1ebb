package io.controlfeed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL of a node's applier at random moments under load; after each, the file is looked at as it was left. */
class NodeKilledTest {
    private static final int KILLS = Chaos.count(3, 200);
    private static final int EARLY = 4;
    private static final int LONGEST_START_MILLIS = 1_500;
    private static final int LONGEST_WORK_MICROS = 300_000;
    private static final String GROUP = "node-killed";

    @TempDir
    Path dir;

    private final Random random = Chaos.random("kills");

    @Test
    void rowsIdsAndCursor_agreeAfterEachKill_andAcksNeverPassThem() throws Exception {
        Feed feed = Feed.create(OneBroker.KAFKA, GROUP);
        int checked = 0;
        try (Writer writer = Writer.start(feed, dir.resolve("artifacts"));
                NodeProcess process = NodeProcess.start(dir, GROUP, feed)) {
            NodeFile node = process.file();
            Patience.until("the node has begun", () -> node.hasTables() && node.cursor() > 0);
            for (int kill = 0; kill < KILLS; kill++) {
                awaitMoment(node);
                process.applier().kill();
                // Asked for before the cursor is read: it can only have been behind then.
                long acked = feed.committed(GROUP);
                long cursor = node.cursor();
                // The end of a transaction is a version, too, and nobody need apply it: only events count.
                assertThat(writer.upTo(Math.max(acked, cursor)).tailMap(cursor, false))
                        .as("events that are acknowledged and not applied")
                        .isEmpty();
                node.requireFold(writer.upTo(cursor));
                checked++;
                process.applier().start();
            }
            writer.stop();
            Patience.until("the node has everything", () -> node.cursor() >= writer.lastVersion());
            node.requireFold(writer.upTo(Long.MAX_VALUE));
            Patience.until("everything is acknowledged", () -> feed.committed(GROUP) >= writer.lastVersion());
            Chaos.report("node-killed: " + checked + " kills, "
                    + writer.upTo(Long.MAX_VALUE).size() + " events");
        }
    }

    private void awaitMoment(NodeFile node) throws Exception {
        if (random.nextInt(EARLY) == 0) {
            Patience.pass(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)));
        } else {
            long before = node.cursor();
            Patience.until("the node goes on", () -> node.cursor() > before);
            Patience.pass(Duration.ofNanos(1_000L * random.nextInt(LONGEST_WORK_MICROS)));
        }
    }
}
