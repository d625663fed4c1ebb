package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was removed is a gap for whoever wanted to read it, and no concern of whoever appends. */
class RetentionTest {
    private static final int SEGMENT_BYTES = 1024 * 1024;

    private static DevKafka kafka;

    @BeforeAll
    static void start() {
        kafka = DevKafka.start(DevKafkaOptions.defaults()
                .withBrokerProperty("log.initial.task.delay.ms", "200")
                .withBrokerProperty("log.retention.check.interval.ms", "200"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void positionThatRetentionHasPassed_isAGapAtTheEarliestVersionStillKept() throws Exception {
        String size = String.valueOf(SEGMENT_BYTES);
        Topic topic = Topic.create(kafka, "retention", 1, Map.of("segment.bytes", size, "retention.bytes", size));
        try (Sink sink = topic.openSink();
                Source source = topic.openSource();
                Admin admin = topic.admin()) {
            ControlEvent first = sink.append(large(0));
            for (int i = 1; earliest(admin, topic) <= first.controlVersion(); i++) {
                sink.append(large(i));
            }

            assertThatThrownBy(() -> source.poll(first.controlVersion(), Duration.ZERO))
                    .isInstanceOfSatisfying(FeedException.Gap.class, gap -> {
                        assertThat(gap.askedFor()).isEqualTo(first.controlVersion());
                        assertThat(gap.earliest()).isGreaterThan(first.controlVersion() + 1);
                        assertThat(poll(source, gap.earliest() - 1).get(0).controlVersion())
                                .isGreaterThanOrEqualTo(gap.earliest());
                    });
        }
    }

    @Test
    void positionBeyondTheEnd_isAGapAlsoForAPollThatDoesNotWait() throws Exception {
        Topic topic = Topic.create(kafka, "beyond");
        try (Sink sink = topic.openSink();
                Source source = topic.openSource()) {
            long last = sink.append(Topic.event("a", 0)).controlVersion();

            assertThatThrownBy(() -> source.poll(last + 1_000, Duration.ZERO))
                    .isInstanceOfSatisfying(
                            FeedException.Gap.class,
                            gap -> assertThat(gap.end()).isBetween(last, last + 10));
            assertThat(source.poll(last, Duration.ZERO)).isEmpty();
        }
    }

    /** It reads what others append, for their ids; what is gone by then need not be read. */
    @Test
    void sink_goesOnWhereEventsOfOthersAreRemovedBeforeItSawThem() throws Exception {
        Topic topic = Topic.create(kafka, "unseen");
        try (Sink idle = topic.openSink("feed-publisher=idle");
                Sink busy = topic.openSink("feed-publisher=busy");
                Admin admin = topic.admin()) {
            idle.append(Topic.event("idle", 0));
            List<AppendOutcome> others = busy.append(Topic.events("busy", 0, 10));
            ControlEvent removed = others.get(4).orThrow();
            admin.deleteRecords(Map.of(topic.lane(0), RecordsToDelete.beforeOffset(removed.controlVersion())))
                    .all()
                    .get();

            AppendOutcome own = idle.append(List.of(Topic.event("idle", 1))).get(0);
            AppendOutcome kept = idle.append(List.of(Topic.event("busy", 5))).get(0);

            assertThat(own).isInstanceOf(AppendOutcome.Appended.class);
            assertThat(kept).isInstanceOf(AppendOutcome.Duplicate.class);
            assertThat(kept.orThrow().controlVersion())
                    .isEqualTo(others.get(5).orThrow().controlVersion());
        }
    }

    private static List<ControlEvent> poll(Source source, long since) {
        try {
            return source.poll(since, Duration.ofSeconds(10));
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        }
    }

    private static long earliest(Admin admin, Topic topic) throws Exception {
        return admin.listOffsets(Map.of(topic.lane(0), OffsetSpec.earliest()))
                .partitionResult(topic.lane(0))
                .get()
                .offset();
    }

    private static ControlEvent large(int number) {
        ControlEvent.Builder event = ControlEvent.builder("large-" + number, "tenant.updated", "large");
        for (int i = 0; i < 7; i++) {
            event.attribute("fill-" + i, "x".repeat(8_000));
        }
        return event.build();
    }
}
