package io.controlfeed.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic of one partition, used by hand with Kafka's own clients. */
record PlainTopic(String servers, String name) {
    /** With as many copies as the brokers make by themselves. */
    static PlainTopic create(String servers, String name) {
        return create(servers, name, Map.of());
    }

    /** @param configs what is to be otherwise than the brokers have it */
    static PlainTopic create(String servers, String name, Map<String, String> configs) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty());
            done(admin.createTopics(List.of(topic.configs(configs))).all());
        }
        return new PlainTopic(servers, name);
    }

    TopicPartition partition() {
        return new TopicPartition(name, 0);
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", servers));
    }

    /** A reader of what was committed, with as many records in a poll as a feed's. */
    KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(partition()));
        return consumer;
    }

    /** Up to where a reader of what was committed can read. */
    long end(Admin admin) {
        return done(admin.listOffsets(
                                Map.of(partition(), OffsetSpec.latest()),
                                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .partitionResult(partition()))
                .offset();
    }

    /** The broker that leads it. */
    int leader() {
        try (Admin admin = admin()) {
            return done(admin.describeTopics(List.of(name)).allTopicNames())
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .get(0)
                    .leader()
                    .id();
        }
    }

    /** Whether no copy of any topic is missing, those of Kafka itself included. */
    boolean areCopiesWhole(Admin admin) {
        Set<String> all = done(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        return done(admin.describeTopics(all).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition ->
                        partition.isr().size() == partition.replicas().size());
    }

    private static <T> T done(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException("Kafka did not do it", failed);
        }
    }
}
