package io.controlfeed.applier;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.tck.MemoryFeed;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Since when a node is stale: by its applier, by its file, and over a restart. */
class FreshnessTest {
    private final MemoryFeed feed = new MemoryFeed();

    @TempDir
    private Path directory;

    private static @Nullable Instant noted(Node node) throws Exception {
        return NodeStatus.of(NodeDatabase.at(node.database().file())).contactedAt();
    }

    @Test
    void aNodeThatNeverHadEverything_servesNothing_andIsNotStale() throws Exception {
        Node node = new Node(directory, feed);
        feed.goAway();
        node.during(Node.QUICK, applier -> {
            Eventually.holds("the outage is known", () -> !applier.troubles().isEmpty());
            assertThat(applier.freshness()).isEqualTo(new Freshness(null, false));
            assertThat(applier.freshness().isServing()).isFalse();
            assertThat(applier.freshness().staleSince()).isEmpty();
        });
        assertThat(noted(node)).isNull();
    }

    @Test
    void anOutage_makesItStale_sinceTheLastContact_andItsEndMakesItFresh() throws Exception {
        Node node = new Node(directory, feed);
        node.during(Node.QUICK, applier -> {
            Eventually.holds("it is fresh", () -> applier.freshness().isServing());
            assertThat(applier.freshness().isInReach()).isTrue();
            Instant before = Instant.now();
            feed.goAway();
            Eventually.holds(
                    "it is stale", () -> applier.freshness().staleSince().isPresent());
            Instant since = applier.freshness().staleSince().orElseThrow();
            assertThat(since).isBefore(Instant.now()).isAfter(before.minus(1, ChronoUnit.HOURS));
            Eventually.holds(
                    "the file tells it",
                    () -> since.truncatedTo(ChronoUnit.MICROS).equals(noted(node)));

            feed.comeBack();
            append("a");
            Eventually.holds(
                    "it is fresh again", () -> applier.freshness().staleSince().isEmpty() && applier.isCaughtUp());
        });
    }

    @Test
    void aRestartWithoutTheFeed_isStaleSinceTheLastContactOfTheOneBefore() throws Exception {
        Node node = new Node(directory, feed);
        append("a");
        node.catchUp();
        Instant last = noted(node);
        assertThat(last).isNotNull();
        feed.goAway();

        node.during(
                Node.QUICK,
                applier -> Eventually.holds(
                        "it is stale since then",
                        () -> applier.freshness().equals(new Freshness(last, false))
                                && applier.freshness().isServing()));

        assertThat(noted(node)).isEqualTo(last);
    }

    private void append(String id) {
        try (Sink sink = FeedRegistry.of(feed).openSink("memory", Map.of())) {
            sink.append(ControlEvent.builder(id, "item.changed", "one").build());
        }
    }
}
