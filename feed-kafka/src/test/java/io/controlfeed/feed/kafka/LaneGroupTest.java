package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.LaneGroup;
import io.controlfeed.feed.Lanes;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Workers that share the four lanes of a feed come and go while events are appended. */
class LaneGroupTest {
    private static final int LANES = 4;
    private static final int EACH = 100;

    private static DevKafka kafka;

    private final SharedDatabase database = new SharedDatabase();
    private final List<LaneGroup> groups = new ArrayList<>();
    private int appended;

    @BeforeAll
    static void start() {
        kafka = DevKafka.start(DevKafkaOptions.defaults());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @AfterEach
    void leave() {
        groups.forEach(LaneGroup::close);
        database.check();
    }

    @Test
    void lanes_areHeldByOneWorkerAtATimeAndLoseNothing() throws Exception {
        Topic topic = Topic.create(kafka, "workers", LANES, Map.of());
        LaneGroup first = join(topic, "first");
        appendAndAwait(topic, List.of("first"));
        LaneGroup second = join(topic, "second");
        appendAndAwait(topic, List.of("first", "second"));
        LaneGroup third = join(topic, "third");
        appendAndAwait(topic, List.of("first", "second", "third"));
        first.close();
        appendAndAwait(topic, List.of("second", "third"));
        third.close();
        appendAndAwait(topic, List.of("second"));
        second.close();
        assertThat(database.holders()).isEmpty();
        assertShownToKafkasTools(topic);
    }

    @Test
    void workerThatFails_isToldThatItsMembershipHasEnded() throws Exception {
        Topic topic = Topic.create(kafka, "failing", LANES, Map.of());
        CompletableFuture<RuntimeException> told = new CompletableFuture<>();
        LaneGroup.Worker failing = new LaneGroup.Worker() {
            @Override
            public void assigned(int lane, Source source) {
                throw new IllegalStateException("no room for lane " + lane);
            }

            @Override
            public void revoked(int lane) {}

            @Override
            public void failed(RuntimeException why) {
                told.complete(why);
            }
        };
        Map<String, String> settings =
                Map.of("kafka-bootstrap-servers", kafka.bootstrapServers(), "feed-name", topic.name());

        groups.add(FeedRegistry.load().joinLanes("kafka", settings, failing));

        assertThat(told.get(60, TimeUnit.SECONDS)).hasStackTraceContaining("no room for lane");
    }

    private LaneGroup join(Topic topic, String name) {
        LaneGroup group = KafkaLaneGroup.join(
                new KafkaFeedSettings(
                        kafka.bootstrapServers(),
                        topic.name(),
                        0,
                        name,
                        topic.name(),
                        Duration.ofSeconds(10),
                        new WireSettings(WireSettings.Codec.AVRO, Optional.empty(), Map.of()),
                        Map.of()),
                database.new Worker(name));
        groups.add(group);
        return group;
    }

    /** Waits until just these workers hold all lanes, and then until every event is applied. */
    private void appendAndAwait(Topic topic, List<String> workers) throws Exception {
        Patience.until("the lanes are held by " + workers, () -> {
            database.check();
            Map<Integer, String> holders = database.holders();
            return holders.size() == LANES
                    && List.copyOf(new TreeSet<>(holders.values())).equals(workers);
        });
        for (int lane = 0; lane < LANES; lane++) {
            int number = lane;
            List<ControlEvent> events = Topic.subjects(appended, appended + EACH).stream()
                    .filter(event -> Lanes.laneOf(event.subjectKey(), LANES) == number)
                    .toList();
            try (Sink sink = topic.openSink("feed-lane=" + lane)) {
                sink.append(events)
                        .forEach(outcome -> assertThat(outcome.orThrow()).isNotNull());
            }
        }
        appended += EACH;
        Patience.until("all is applied", () -> {
            database.check();
            return database.applied() == appended;
        });
    }

    /** What a lag exporter would say: no group is behind. */
    private void assertShownToKafkasTools(Topic topic) throws Exception {
        try (Admin admin = topic.admin()) {
            Map<Integer, Long> cursors = database.cursors();
            Map<TopicPartition, OffsetAndMetadata> shown = admin.listConsumerGroupOffsets(topic.name())
                    .partitionsToOffsetAndMetadata()
                    .get();
            cursors.forEach((lane, cursor) -> assertThat(shown.get(topic.lane(lane)))
                    .as("lane %s, applied up to %s", lane, cursors)
                    .isNotNull()
                    .extracting(OffsetAndMetadata::offset, as(LONG))
                    .isGreaterThanOrEqualTo(cursor));
        }
    }
}
