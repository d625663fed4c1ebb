package io.controlfeed.applier;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.tck.MemoryFeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of the node's file: one that keeps a transaction open, and those that want to know of changes. */
class WriteAheadLogTest {
    private static final long LIMIT = 1L << 20;
    private static final int EVENTS = 20_000;
    private static final ApplierSettings NARROW =
            Node.QUICK.withBatch(100).withWalLimit(LIMIT).withRemembered(100_000, Duration.ZERO);

    private final MemoryFeed feed = new MemoryFeed();

    @TempDir
    private Path directory;

    private void append(int from, int to) {
        List<ControlEvent> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            events.add(ControlEvent.builder("event-" + i, "item.changed", "subject-" + i)
                    .build());
        }
        try (Sink sink = FeedRegistry.of(feed).openSink("memory", Map.of())) {
            for (int i = 0; i < events.size(); i += Sink.MAX_BATCH) {
                sink.append(events.subList(i, Math.min(events.size(), i + Sink.MAX_BATCH)));
            }
        }
    }

    @Test
    void aReaderThatKeepsATransactionOpen_holdsTheNode_beforeTheLogGrowsWithoutEnd() throws Exception {
        Node node = new Node(directory, feed);
        append(0, 1_000);
        node.catchUp(NARROW);
        Path log = node.database().writeAheadLog();
        try (Connection reader = node.database().connectForReading()) {
            reader.setAutoCommit(false);
            assertThat(count(reader)).isEqualTo(1_000);
            append(1_000, EVENTS);
            node.during(NARROW, applier -> {
                Eventually.holds(
                        "it says what holds it",
                        () -> applier.troubles().stream()
                                .anyMatch(trouble -> trouble.what().equals("write-ahead log")));
                // One batch more than the limit, at most.
                assertThat(Files.size(log)).isLessThan(3 * LIMIT);
                assertThat(count(reader)).isEqualTo(1_000);
                reader.setAutoCommit(true);
                Eventually.holds(
                        "it goes on",
                        () -> node.one("SELECT count(*) FROM item").equals(String.valueOf(EVENTS)));
                Eventually.holds(
                        "nothing holds it any more", () -> applier.troubles().isEmpty());
            });
        }
    }

    @Test
    void aReaderInAnotherConnection_seesThatSomethingChanged_byDataVersion() throws Exception {
        Node node = new Node(directory, feed);
        append(0, 1);
        node.catchUp();
        try (Connection reader = node.database().connectForReading()) {
            long before = dataVersion(reader);
            assertThat(dataVersion(reader)).isEqualTo(before);
            append(1, 2);

            node.catchUp();

            assertThat(dataVersion(reader)).isNotEqualTo(before);
        }
    }

    private static int count(Connection reader) throws Exception {
        return (int) number(reader, "SELECT count(*) FROM item");
    }

    private static long dataVersion(Connection reader) throws Exception {
        return number(reader, "PRAGMA data_version");
    }

    private static long number(Connection reader, String sql) throws Exception {
        try (Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }
}
