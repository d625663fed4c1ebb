package io.controlfeed.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.kafka.Patience;
import io.controlfeed.kafka.dev.LocalKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic that is a feed, looked at with nothing but Kafka's own consumer. */
public final class Feed {
    private static final Duration SHORTLY = Duration.ofMillis(100);

    private final LocalKafka kafka;
    private final TopicPartition lane;
    private final Map<String, String> settings;

    private Feed(LocalKafka kafka, String name, Map<String, String> more) {
        this.kafka = kafka;
        this.lane = new TopicPartition(name, 0);
        this.settings = new HashMap<>(more);
        settings.putAll(
                Map.of("kafka-bootstrap-servers", kafka.bootstrapServers(), "feed-name", name, "kafka-timeout", "5"));
    }

    /** One that is there. */
    public static Feed at(LocalKafka kafka, String name) {
        return new Feed(kafka, name, Map.of());
    }

    static Feed create(LocalKafka kafka, String name) {
        return create(kafka, name, Map.of());
    }

    /** @param more settings of who publishes to it */
    static Feed create(LocalKafka kafka, String name, Map<String, String> more) {
        Feed feed = new Feed(kafka, name, more);
        FeedRegistry.load().create("kafka", feed.settings);
        return feed;
    }

    Map<String, String> settings() {
        return settings;
    }

    /** One record of it. */
    public record Entry(long version, String eventId, String subject, long timestamp) {
        static Entry of(ConsumerRecord<byte[], byte[]> read) {
            return new Entry(read.offset() + 1, header(read, "ce_id"), header(read, "ce_subject"), read.timestamp());
        }

        private static String header(ConsumerRecord<byte[], byte[]> read, String name) {
            return new String(read.headers().lastHeader(name).value(), UTF_8);
        }
    }

    /** Everything that a committed reader sees. */
    public List<Entry> read() {
        List<Entry> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(lane));
            consumer.seekToBeginning(List.of(lane));
            long end = end(consumer);
            while (consumer.position(lane) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(read -> all.add(Entry.of(read)));
            }
        }
        return all;
    }

    /** Waits until committed readers see as many more records. */
    void awaitMore(int records) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(lane));
            consumer.seek(lane, end(consumer));
            AtomicInteger seen = new AtomicInteger();
            Patience.until(
                    records + " more records in " + lane,
                    () -> seen.addAndGet(consumer.poll(SHORTLY).count()) >= records);
        }
    }

    private long end(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.endOffsets(List.of(lane)).getOrDefault(lane, 0L);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(kafka.clientProperties());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Admin admin() {
        return Admin.create(new HashMap<>(kafka.clientProperties()));
    }

    /** The id of the broker that leads it. */
    int leader() throws Exception {
        try (Admin admin = admin()) {
            TopicDescription topic = requireNonNull(admin.describeTopics(List.of(lane.topic()))
                    .allTopicNames()
                    .get()
                    .get(lane.topic()));
            return requireNonNull(topic.partitions().get(0).leader()).id();
        }
    }

    /** Up to which version a consumer group has acknowledged; 0 if it has not. */
    long committed(String group) throws Exception {
        try (Admin admin = admin()) {
            OffsetAndMetadata committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(lane);
            return committed == null ? 0 : committed.offset();
        }
    }

    /** Removes what stands up to and with a version, as a topic's retention does. */
    void removeUpTo(long version) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(lane, RecordsToDelete.beforeOffset(version)))
                    .all()
                    .get();
        }
    }

    void configure(String key, String value) throws Exception {
        try (Admin admin = admin()) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, lane.topic());
            AlterConfigOp set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
        }
    }
}
