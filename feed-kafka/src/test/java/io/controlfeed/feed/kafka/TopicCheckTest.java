package io.controlfeed.feed.kafka;

import static io.controlfeed.feed.kafka.KafkaFixture.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.Acker;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedAdmin.Finding;
import io.controlfeed.feed.FeedAdmin.Severity;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What feed check says about topics on one broker; {@link ThreeBrokersTest} has those of several. */
class TopicCheckTest {
    private static final KafkaUnderTest KAFKA = KafkaUnderTest.SHARED;
    private static final String ONE_COPY = "replication factor";

    @Test
    void oneCopy_isAllThatIsWrongByDefault() {
        assertThat(findings(Map.of())).satisfiesExactly(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.what()).isEqualTo(ONE_COPY);
            assertThat(finding.problem()).contains("is 1");
        });
    }

    @Test
    void compactedTopic() {
        assertFinding(
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete"),
                Severity.ERROR,
                TopicConfig.CLEANUP_POLICY_CONFIG,
                "contains compact",
                "Set it to delete.");
    }

    @Test
    void uncleanLeaderElection() {
        assertFinding(
                Map.of(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "true"),
                Severity.ERROR,
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                "is true",
                "Set it to false.");
    }

    @Test
    void recordLimitBelowTheLargestEvent() {
        assertFinding(
                Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(TopicCheck.LARGEST_RECORD - 1)),
                Severity.ERROR,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                "is " + (TopicCheck.LARGEST_RECORD - 1),
                "Set it to " + TopicCheck.LARGEST_RECORD + " or more.");
    }

    @Test
    void recordLimitAtTheLargestEvent_isEnough() {
        assertThat(findings(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(TopicCheck.LARGEST_RECORD))))
                .extracting(Finding::what)
                .containsExactly(ONE_COPY);
    }

    @Test
    void retentionBySize() {
        assertFinding(
                Map.of(TopicConfig.RETENTION_BYTES_CONFIG, "1000000"),
                Severity.WARNING,
                TopicConfig.RETENTION_BYTES_CONFIG,
                "burst",
                "Set it to -1");
    }

    @Test
    void moreCopiesNeededThanThereAre() {
        assertFinding(
                Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2"),
                Severity.ERROR,
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                "nothing can be appended",
                "Set it to 1.");
    }

    @Test
    void errorsComeBeforeWarnings() {
        assertThat(findings(Map.of(
                        TopicConfig.RETENTION_BYTES_CONFIG, "1000000", TopicConfig.CLEANUP_POLICY_CONFIG, "compact")))
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR, Severity.WARNING, Severity.WARNING);
    }

    @Test
    void groupThatIsUpToDate_isFine() throws InterruptedException {
        try (KafkaFixture feed = new KafkaFixture(KAFKA)) {
            try (Sink sink = feed.openSink();
                    Source source = feed.openSource()) {
                sink.append(event("a"));
                sink.append(event("b"));
                source.poll(0, Duration.ofSeconds(20));
                ((Acker) source).ack("a");
                ((Acker) source).ack("b");
            }

            assertThat(check(feed)).extracting(Finding::what).containsExactly(ONE_COPY);
        }
    }

    @Test
    void groupBehindWhatRetentionHasRemoved() {
        try (KafkaFixture feed = new KafkaFixture(KAFKA)) {
            append(feed, 0, 0, 0);
            showAcknowledged(feed, 1);
            feed.removeUpTo(2);

            assertThat(check(feed)).first().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                assertThat(finding.what()).isEqualTo("group " + feed.topic() + " in lane 0");
                assertThat(finding.problem()).contains("up to 1", "removed everything up to 2");
                assertThat(finding.advice()).contains("snapshot");
            });
        }
    }

    @Test
    void groupFurtherBehindThanHalfOfRetention() {
        long hour = TimeUnit.HOURS.toMillis(1);
        try (KafkaFixture feed =
                new KafkaFixture(KAFKA, Map.of(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(100 * hour)))) {
            append(feed, 90 * hour, 70 * hour, hour);
            showAcknowledged(feed, 1);

            assertThat(check(feed))
                    .filteredOn(finding -> finding.what().startsWith("group"))
                    .satisfiesExactly(late -> {
                        assertThat(late.severity()).isEqualTo(Severity.WARNING);
                        assertThat(late.problem()).contains("is 2 days behind").contains("kept for 4 days");
                        assertThat(late.advice()).contains("retention.ms");
                    });

            showAcknowledged(feed, 2);
            assertThat(check(feed)).extracting(Finding::what).containsExactly(ONE_COPY);
        }
    }

    @Test
    void groupBehind_isFineWhereEventsAreKeptForEver() {
        try (KafkaFixture feed = new KafkaFixture(KAFKA, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"))) {
            append(feed, TimeUnit.DAYS.toMillis(400), 0);
            showAcknowledged(feed, 0);

            assertThat(check(feed)).extracting(Finding::what).containsExactly(ONE_COPY);
        }
    }

    @Test
    void topicThatIsNotThere_isUnavailable_andSaysWhatToDo() {
        assertThatThrownBy(() -> FeedRegistry.of(new KafkaFeedProvider())
                        .check(
                                "kafka",
                                Map.of("kafka-bootstrap-servers", KAFKA.bootstrapServers(), "feed-name", "nowhere")))
                .isInstanceOf(FeedException.Unavailable.class)
                .hasMessageContaining("check of kafka:nowhere")
                .hasMessageContaining("controlfeed feed create");
    }

    private static void assertFinding(
            Map<String, String> topicConfig, Severity severity, String what, String problem, String advice) {
        assertThat(findings(topicConfig))
                .filteredOn(finding -> !finding.what().equals(ONE_COPY))
                .satisfiesExactly(finding -> {
                    assertThat(finding.severity()).isEqualTo(severity);
                    assertThat(finding.what()).isEqualTo(what);
                    assertThat(finding.problem()).contains(problem);
                    assertThat(finding.advice()).contains(advice);
                });
    }

    private static List<Finding> findings(Map<String, String> topicConfig) {
        try (KafkaFixture feed = new KafkaFixture(KAFKA, topicConfig)) {
            return check(feed);
        }
    }

    private static List<Finding> check(KafkaFixture feed) {
        return FeedRegistry.of(feed.provider()).check("kafka", feed.settings());
    }

    private static ControlEvent event(String id) {
        return ControlEvent.builder(id, "tenant.updated", "tenant/1").build();
    }

    /** Records that are so many milliseconds old. */
    private static void append(KafkaFixture feed, long... ages) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", KAFKA.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long age : ages) {
                producer.send(new ProducerRecord<>(
                                feed.topic(), 0, System.currentTimeMillis() - age, null, new byte[] {1}))
                        .get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void showAcknowledged(KafkaFixture feed, long offset) {
        done(KAFKA.admin()
                .alterConsumerGroupOffsets(
                        feed.topic(), Map.of(new TopicPartition(feed.topic(), 0), new OffsetAndMetadata(offset)))
                .all());
    }
}
