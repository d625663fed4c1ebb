package io.controlfeed.feed.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Lanes;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.SubjectKey;
import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A feed of four lanes: each event goes into its subject's lane, and each lane counts for itself. */
class LanesTest {
    private static final int LANES = 4;
    private static final int KEYS = Chaos.count(10_000, 1_000_000);

    private static DevKafka kafka;

    @BeforeAll
    static void start() {
        kafka = DevKafka.start(DevKafkaOptions.defaults());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void laneOf_isWhatKafkasClientsDoByDefault() {
        Random random = Chaos.random("keys");
        for (int i = 0; i < KEYS; i++) {
            SubjectKey subject = new SubjectKey(text(random), text(random));
            int lanes = 1 + random.nextInt(100);

            assertThat(Lanes.laneOf(subject, lanes))
                    .as("%s in %s lanes, -Dchaos.seed=%s", subject, lanes, Chaos.SEED)
                    .isEqualTo(BuiltInPartitioner.partitionForKey(
                            subject.toString().getBytes(UTF_8), lanes));
        }
    }

    /** Of one to four bytes a character, so that all lengths modulo four come up, and bytes that are negative. */
    private static String text(Random random) {
        return random.ints(1 + random.nextInt(12), 'a', 0x1ffff)
                .filter(Character::isLetter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append(random.nextInt(100))
                .toString();
    }

    @Test
    void lanes_haveVersionsOfTheirOwn() throws Exception {
        Topic topic = Topic.create(kafka, "versions", LANES, Map.of());
        for (int number = 0; number < LANES; number++) {
            int lane = number;
            List<ControlEvent> events = Topic.subjects(0, 40).stream()
                    .filter(event -> Lanes.laneOf(event.subjectKey(), LANES) == lane)
                    .toList();
            String setting = "feed-lane=" + lane;
            List<ControlEvent> stamped = new ArrayList<>();
            try (Sink sink = topic.openSink(setting)) {
                sink.append(events).forEach(outcome -> stamped.add(outcome.orThrow()));
            }
            assertThat(stamped.get(0).controlVersion()).isEqualTo(1);
            assertThat(topic.readAll(setting)).isEqualTo(stamped);
        }
    }

    /** The sink of a lane takes what belongs there, and leaves the rest to the sinks of the other lanes. */
    @Test
    void sink_rejectsWhatBelongsIntoAnotherLane() throws Exception {
        Topic topic = Topic.create(kafka, "wrong-lane", LANES, Map.of());
        try (Sink sink = topic.openSink("feed-lane=2")) {
            for (AppendOutcome outcome : sink.append(Topic.subjects(0, 40))) {
                int right = Lanes.laneOf(outcome.event().subjectKey(), LANES);
                if (right == 2) {
                    assertThat(outcome).isInstanceOf(AppendOutcome.Appended.class);
                } else {
                    assertThat(outcome)
                            .isInstanceOfSatisfying(
                                    AppendOutcome.Failed.class,
                                    failed -> assertThat(failed.error())
                                            .isInstanceOf(FeedException.Rejected.class)
                                            .hasMessageContaining("lane " + right)
                                            .hasMessageContaining("--feed-lane"));
                }
            }
        }
    }
}
