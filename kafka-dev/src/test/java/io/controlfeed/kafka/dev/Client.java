package io.controlfeed.kafka.dev;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A client as any other, with topics of one partition. */
record Client(Map<String, String> properties) {

    static Client of(LocalKafka kafka) {
        return new Client(kafka.clientProperties());
    }

    Client with(String key, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(key, value);
        return new Client(more);
    }

    Admin admin() {
        return Admin.create(new HashMap<>(properties));
    }

    KafkaProducer<String, String> producer() {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("acks", "all");
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    void createTopic(String name, int copies) throws Exception {
        try (Admin admin = admin()) {
            get(admin.createTopics(List.of(new NewTopic(name, 1, (short) copies)))
                    .all());
        }
    }

    TopicPartitionInfo partition(String topic) throws Exception {
        try (Admin admin = admin()) {
            return get(admin.describeTopics(List.of(topic)).allTopicNames())
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .get(0);
        }
    }

    int quorumLeader() throws Exception {
        try (Admin admin = admin()) {
            return get(admin.describeMetadataQuorum().quorumInfo()).leaderId();
        }
    }

    void send(String topic, String... values) throws Exception {
        try (KafkaProducer<String, String> producer = producer()) {
            for (String value : values) {
                get(producer.send(new ProducerRecord<>(topic, value)));
            }
        }
    }

    /** Reads as a member of a group, from the beginning, until that many have come. */
    List<String> read(String topic, int count) throws Exception {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("group.id", "group-" + System.nanoTime());
        all.put("auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            Patience.until(count + " records read from " + topic, () -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
                return values.size() >= count;
            });
        }
        return values;
    }

    private static <T> T get(Future<T> future) throws Exception {
        try {
            return future.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}
