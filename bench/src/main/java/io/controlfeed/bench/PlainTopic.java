package io.controlfeed.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic of one partition, with as many copies as the brokers make by default, used by hand with Kafka's own clients. */
record PlainTopic(String servers, String name) {
    static PlainTopic create(String servers, String name) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            done(admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                    .all());
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

    private static <T> T done(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException("Kafka did not do it", failed);
        }
    }
}
