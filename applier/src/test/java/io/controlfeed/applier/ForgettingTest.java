package io.controlfeed.applier;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.tck.MemoryFeed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node no longer remembers it does not apply twice. */
class ForgettingTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int KEPT = 4_000;
    private static final int EVENTS = 20_000;
    private static final int SUBJECTS = 2_000;
    private static final ApplierSettings FORGETFUL = Node.QUICK.withBatch(100).withRemembered(KEPT, Duration.ZERO);

    @TempDir
    private Path directory;

    private static void append(MemoryFeed feed, List<ControlEvent> events) {
        try (Sink sink = FeedRegistry.of(feed).openSink("memory", Map.of())) {
            for (int i = 0; i < events.size(); i += Sink.MAX_BATCH) {
                sink.append(events.subList(i, Math.min(events.size(), i + Sink.MAX_BATCH)));
            }
        }
    }

    private static ControlEvent event(int number) {
        return ControlEvent.builder("event-" + number, "item.changed", "subject-" + number % SUBJECTS)
                .createdAt(BEGIN.plusSeconds(number))
                .build();
    }

    private static List<ControlEvent> events(int from, int to) {
        List<ControlEvent> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            events.add(event(i));
        }
        return events;
    }

    @Test
    void ids_areForgotten_andAreSetAsideWhenTheyComeAgain() throws Exception {
        MemoryFeed feed = new MemoryFeed();
        Node node = new Node(directory, feed);
        append(feed, events(0, EVENTS));
        node.catchUp(FORGETFUL);
        assertThat(Integer.parseInt(node.one("SELECT count(*) FROM applied_events")))
                .isBetween(KEPT, KEPT + KEPT / 5);

        MemoryFeed again = new MemoryFeed();
        append(again, events(0, EVENTS));
        append(again, List.of(event(EVENTS)));
        // The same events under other versions, as if another publisher had sent them all once more.
        node.execute("UPDATE controlfeed_cursor SET control_version = 0, epoch = '" + epochOf(again) + "'");
        Node same = node.reading(again);
        same.catchUp(FORGETFUL);

        assertThat(node.one("SELECT max(effects) FROM item")).isEqualTo(String.valueOf(EVENTS / SUBJECTS));
        assertThat(node.one("SELECT count(DISTINCT kind) FROM parked_events WHERE state = 'failed'"))
                .isEqualTo("1");
        assertThat(node.one("SELECT kind FROM parked_events WHERE event_id = 'event-0'"))
                .isEqualTo("forgotten");
    }

    @Test
    void anOldEventAmongTheLatest_keepsWhatItCouldBeConfusedWith() throws Exception {
        MemoryFeed feed = new MemoryFeed();
        Node node = new Node(directory, feed);
        List<ControlEvent> events = events(0, EVENTS);
        events.add(ControlEvent.builder("straggler", "item.changed", "late")
                .createdAt(BEGIN.plusSeconds(10))
                .build());
        append(feed, events);

        node.catchUp(Node.QUICK.withRemembered(EVENTS + 1, Duration.ZERO));
        node.catchUp(FORGETFUL);
        append(feed, events(EVENTS, EVENTS + 1));
        node.catchUp(FORGETFUL);

        assertThat(node.one("SELECT count(*) FROM applied_events WHERE created_at < "
                        + BEGIN.plusSeconds(10).toEpochMilli() * 1_000))
                .isEqualTo("0");
        assertThat(Integer.parseInt(node.one("SELECT count(*) FROM applied_events")))
                .isGreaterThan(EVENTS - 20);
    }

    private static String epochOf(MemoryFeed feed) {
        return io.controlfeed.applier.node.NodeStore.epochOf(
                FeedRegistry.of(feed).openSource("memory", Map.of()));
    }
}
