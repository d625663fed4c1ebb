package io.controlfeed.feed.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.tck.FeedFixture;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A topic of its own for one test, on the Kafka that all of them share; gets into trouble as an operator could bring it there. */
final class KafkaFixture implements FeedFixture {
    static final Map<String, String> SMALL_RECORDS = Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "4000");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final KafkaUnderTest kafka;
    private final Map<String, String> topicConfig;
    private final int timeoutSeconds;
    private final String topic = "feed-" + COUNT.incrementAndGet();

    KafkaFixture(KafkaUnderTest kafka) {
        this(kafka, Map.of());
    }

    KafkaFixture(KafkaUnderTest kafka, Map<String, String> topicConfig) {
        this(kafka, topicConfig, 3);
    }

    KafkaFixture(KafkaUnderTest kafka, Map<String, String> topicConfig, int timeoutSeconds) {
        this.kafka = kafka;
        this.timeoutSeconds = timeoutSeconds;
        this.topicConfig = topicConfig;
        createTopic();
    }

    private void createTopic() {
        CreateTopicsResult created =
                kafka.admin().createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(topicConfig)));
        Uuid id = done(created.topicId(topic));
        long deadline = System.nanoTime() + patience().toNanos();
        while (!id.equals(idAsClientsSeeIt())) {
            assertThat(System.nanoTime())
                    .as("clients see topic %s in time", topic)
                    .isLessThan(deadline);
        }
    }

    String topic() {
        return topic;
    }

    private @Nullable Uuid idAsClientsSeeIt() {
        return kafka.admin()
                .describeTopics(TopicCollection.ofTopicNames(List.of(topic)))
                .allTopicNames()
                .toCompletionStage()
                .handle((described, unknown) -> described == null
                        ? null
                        : described.values().iterator().next().topicId())
                .toCompletableFuture()
                .join();
    }

    @Override
    public FeedProvider provider() {
        return new KafkaFeedProvider();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "kafka-bootstrap-servers",
                kafka.bootstrapServers(),
                "feed-name",
                topic,
                "feed-node",
                topic,
                "kafka-timeout",
                String.valueOf(timeoutSeconds));
    }

    @Override
    public Map<String, String> settingsOfPublisher(String identity) {
        Map<String, String> settings = new HashMap<>(settings());
        settings.put("feed-publisher", identity);
        return settings;
    }

    @Override
    public long plantGarbage() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(topic, 0, null, "no event".getBytes(UTF_8)))
                            .get()
                            .offset()
                    + 1;
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void removeUpTo(long version) {
        done(kafka.admin()
                .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(version)))
                .all());
    }

    @Override
    public void recreate() {
        done(kafka.admin()
                .deleteTopics(TopicCollection.ofTopicNames(List.of(topic)))
                .all());
        createTopic();
    }

    @Override
    public void goAway() {
        kafka.stop();
    }

    @Override
    public void comeBack() {
        kafka.start();
    }

    /** Larger than the topic takes, if that was made for {@link #SMALL_RECORDS}. */
    @Override
    public ControlEvent rejected(ControlEvent event) {
        return ControlEvent.builder(event.eventId(), event.type(), event.subject())
                .tenantId(event.tenantId())
                .attribute("large", "x".repeat(8_000))
                .build();
    }

    @Override
    public long ackedUpTo() {
        var offset = done(kafka.admin().listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata())
                .get(new TopicPartition(topic, 0));
        return offset == null ? 0 : offset.offset();
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void close() {
        done(kafka.admin()
                .deleteTopics(TopicCollection.ofTopicNames(List.of(topic)))
                .all());
    }

    static <T> T done(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
