package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The floor of an append, by hand: a transaction for each batch of records that are bytes already. */
final class PlainProducer implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final PlainTopic topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    PlainProducer(PlainTopic topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        topic.servers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "by hand to " + topic.name(),
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.admin = topic.admin();
        producer.initTransactions();
    }

    List<ProducerRecord<byte[], byte[]>> records(List<ControlEvent> events) {
        return events.stream()
                .map(event -> new ProducerRecord<>(
                        topic.name(),
                        0,
                        event.subjectKey().toString().getBytes(StandardCharsets.UTF_8),
                        EventJson.encode(event)))
                .toList();
    }

    /** Stores them in one transaction; returns where the last one stands. */
    long store(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        for (ProducerRecord<byte[], byte[]> record : records) {
            sent.add(producer.send(record));
        }
        producer.commitTransaction();
        long last = -1;
        try {
            for (Future<RecordMetadata> one : sent) {
                last = one.get().offset();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a record was not stored", failed);
        }
        return last;
    }

    /** Stores them, and waits until committed readers see them, as an append does; returns where the last one stands. */
    long storeVisibly(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        long last = store(records);
        while (topic.end(admin) <= last) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return last;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
