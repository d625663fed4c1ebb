package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.Sink;
import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An id that is appended again has one record and one version, whoever does it. */
class OldIdTest {
    /** More than a sink remembers by itself. */
    private static final int MANY = Chaos.count(150_000, 500_000);

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
    void idAppendedAgain_bySameSinkAndByANewProcess_keepsItsVersion() throws Exception {
        Topic topic = Topic.create(kafka, "again");
        ControlEvent first;
        try (Sink sink = topic.openSink()) {
            first = sink.append(Topic.event("id", 0));
            assertThat(sink.append(Topic.event("id", 0)).controlVersion()).isEqualTo(first.controlVersion());
        }
        try (AppendingJvm other = new AppendingJvm(topic.settings())) {
            other.append("id", 0, 1, 1);
            other.awaitDone(1);
            assertThat(other.fates())
                    .containsExactly(new AppendingJvm.Fate("id-0", "duplicate", first.controlVersion()));
        }
        assertThat(topic.readAll()).containsExactly(first);
    }

    /** Beyond what it remembers, a sink that is not asked first may well append an id anew: the look-up is the guard. */
    @Test
    void idBeforeManyOthers_isFoundByALookup() throws Exception {
        Topic topic = Topic.create(kafka, "many");
        String patient = "kafka-timeout=30";
        ControlEvent first;
        try (Sink sink = topic.openSink(patient)) {
            first = sink.append(Topic.event("old", 0));
            for (int next = 0; next < MANY; next += Sink.MAX_BATCH) {
                assertThat(sink.append(Topic.events("other", next, next + Sink.MAX_BATCH)))
                        .allMatch(AppendOutcome.Appended.class::isInstance);
            }
            assertFound("the same sink", sink, first);
        }
        try (Sink sink = topic.openSink(patient)) {
            assertFound("a new sink", sink, first);
            assertThat(((EventLookup) sink).versionsOf(List.of("old-0"), first.controlVersion()))
                    .as("above its version")
                    .isEmpty();
        }
    }

    private static void assertFound(String who, Sink sink, ControlEvent first) {
        List<String> asked = List.of("old-0", "missing");
        long start = System.nanoTime();
        Map<String, Long> found = ((EventLookup) sink).versionsOf(asked, 0);
        double seconds = (System.nanoTime() - start) / 1e9;

        assertThat(found).containsExactly(Map.entry("old-0", first.controlVersion()));
        Chaos.report(String.format(
                Locale.ROOT,
                "look-up over %,d events by %s: %.2f s, %,.0f events/s",
                MANY + 1,
                who,
                seconds,
                (MANY + 1) / seconds));
    }
}
