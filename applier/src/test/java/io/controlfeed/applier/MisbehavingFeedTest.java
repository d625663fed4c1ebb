package io.controlfeed.applier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.feed.tck.MisbehavingFeed;
import io.controlfeed.feed.tck.Misbehaviour;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node does when its feed does not keep the contract: the rows are right, or it says why it stops. */
class MisbehavingFeedTest {
    private static final int EVENTS = 3_000;
    private static final int SUBJECTS = 7;

    @TempDir
    private Path directory;

    private static ControlEvent event(int number) {
        return ControlEvent.builder("event-" + number, "item.changed", "subject-" + number % SUBJECTS)
                .build();
    }

    private static void append(MisbehavingFeed feed, int from, int to) {
        List<ControlEvent> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            events.add(event(i));
        }
        try (Sink sink = FeedRegistry.of(feed).openSink(feed.name(), Map.of())) {
            for (int i = 0; i < events.size(); i += Sink.MAX_BATCH) {
                sink.append(events.subList(i, Math.min(events.size(), i + Sink.MAX_BATCH)));
            }
        }
    }

    /** What a subject must have seen: each of its events, in order and once. */
    private static List<String> fold(int events) {
        List<String> rows = new ArrayList<>();
        for (int subject = 0; subject < SUBJECTS; subject++) {
            StringBuilder seen = new StringBuilder();
            for (int number = subject; number < events; number += SUBJECTS) {
                seen.append(number == subject ? "" : " ").append("event-").append(number);
            }
            rows.add(seen.toString());
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {
                "STORES_DUPLICATES",
                "FORGETS_IDS",
                "FORGETS_OLD_IDS",
                "FORGETS_IDS_ON_REOPENING",
                "RETURNS_WITHOUT_BOUND",
                "BLOCKS_BEYOND_THE_WAIT",
                "SLEEPS_THE_WAIT_OUT",
                "FAILS_ON_STRANGE_ACKS",
                "ACKS_OVER_HOLES",
                "HIDES_OUTAGES",
                "SWALLOWS_INTERRUPTS",
                "WAITS_BEYOND_THE_END"
            })
    void whatDoesNotBreakOrder_isAppliedOnceAndInOrder(Misbehaviour misbehaviour) throws Exception {
        MisbehavingFeed feed = new MisbehavingFeed(new MemoryFeed()).misbehave(misbehaviour);
        Node node = new Node(directory, feed);
        append(feed, 0, EVENTS / 2);
        node.catchUp();
        // The same again, by a publisher that does not know better, and then what is new.
        append(feed, 0, EVENTS / 2);
        append(feed, EVENTS / 2, EVENTS);

        node.catchUp();

        assertThat(node.query("SELECT events FROM item ORDER BY subject")).isEqualTo(fold(EVENTS));
    }

    @Test
    void eventsOutOfOrder_areTold_andNotApplied() throws Exception {
        MisbehavingFeed feed = new MisbehavingFeed(new MemoryFeed()).misbehave(Misbehaviour.SWAPS_NEIGHBOURS);
        Node node = new Node(directory, feed);
        append(feed, 0, 10);

        assertThatThrownBy(node::catchUp)
                .isInstanceOf(FeedException.Corrupt.class)
                .hasMessageContaining("P1");

        assertThat(node.one("SELECT trouble_kind FROM controlfeed_node")).isEqualTo("corrupt");
        assertThat(node.one("SELECT count(*) FROM item WHERE effects > 1")).isEqualTo("0");
    }

    @Test
    void garbage_isTold_afterEverythingBeforeItWasApplied() throws Exception {
        MemoryFeed feed = new MemoryFeed();
        Node node = new Node(directory, feed);
        try (Sink sink = FeedRegistry.of(feed).openSink("memory", Map.of())) {
            sink.append(event(0));
            feed.plantGarbage();
            sink.append(event(1));
        }

        assertThatThrownBy(node::catchUp).isInstanceOf(FeedException.Corrupt.class);

        assertThat(node.query("SELECT event_id FROM applied_events")).containsExactly("event-0");
    }
}
