package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.FileOffsetBackingStore;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's engine on a replication slot of its own, from the making of which on it misses nothing. Each batch is stored in Kafka before it is told
 * that the batch is done. All that is not named here is as Debezium has it by default.
 */
final class DebeziumEngineRun implements AutoCloseable {
    static final String PUBLICATION = "bench_publication";
    /** As whoever cares for delays sets it: with the 500 that are the default, half a second is what they are. */
    private static final String POLL_MILLIS = "5";

    private final PostgresqlServer database;
    private final PlainTopic topic;
    private final AckedProducer producer;
    private final Path offsets;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable Background engine;

    DebeziumEngineRun(PostgresqlServer database, PlainTopic topic, AckedProducer producer) throws IOException {
        this.database = database;
        this.topic = topic;
        this.producer = producer;
        this.offsets = Files.createTempFile("bench-debezium-", ".offsets");
        database.execute("SELECT pg_create_logical_replication_slot('" + slot() + "', 'pgoutput')");
    }

    /** Slots belong to the server, and not to a database of it. */
    private String slot() {
        return "slot_of_" + database.database();
    }

    /** @param stored is told of each event that the broker has */
    void start(Runnable stored) {
        DebeziumEngine<RecordChangeEvent<SourceRecord>> started = DebeziumEngine.create(
                        ChangeEventFormat.of(Connect.class))
                .using(properties())
                .using((success, message, error) -> {
                    if (!success) {
                        failure.set(error == null ? new IllegalStateException(message) : error);
                    }
                })
                .notifying((events, committer) -> store(events, committer, stored))
                .build();
        engine = new Background("bench Debezium", started::run, () -> {
            try {
                started.close();
            } catch (IOException failed) {
                throw new IllegalStateException("Debezium's engine cannot be stopped", failed);
            }
        });
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "name",
                "bench",
                "connector.class",
                "io.debezium.connector.postgresql.PostgresConnector",
                "offset.storage",
                FileOffsetBackingStore.class.getName(),
                "offset.storage.file.filename",
                offsets.toString(),
                "topic.prefix",
                "bench",
                "snapshot.mode",
                "no_data"));
        properties.putAll(Map.of(
                "database.hostname",
                "localhost",
                "database.port",
                String.valueOf(database.server().getPort()),
                "database.user",
                "postgres",
                "database.password",
                "postgres",
                "database.dbname",
                database.database()));
        properties.putAll(Map.of(
                "plugin.name",
                "pgoutput",
                "slot.name",
                slot(),
                "slot.drop.on.stop",
                "true",
                "publication.name",
                PUBLICATION,
                "publication.autocreate.mode",
                "disabled",
                "table.include.list",
                "public.outbox",
                "poll.interval.ms",
                POLL_MILLIS,
                "transforms",
                "outbox",
                "transforms.outbox.type",
                "io.debezium.transforms.outbox.EventRouter",
                "transforms.outbox.route.topic.replacement",
                topic.name()));
        return properties;
    }

    private void store(
            List<RecordChangeEvent<SourceRecord>> events,
            RecordCommitter<RecordChangeEvent<SourceRecord>> committer,
            Runnable stored)
            throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size());
        for (RecordChangeEvent<SourceRecord> event : events) {
            records.add(record(event.record()));
        }
        producer.store(records);
        for (RecordChangeEvent<SourceRecord> event : events) {
            committer.markProcessed(event);
            stored.run();
        }
        committer.markBatchFinished();
    }

    private static ProducerRecord<byte[], byte[]> record(SourceRecord routed) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(routed.topic(), 0, bytes(routed.key()), bytes(routed.value()));
        routed.headers().forEach(header -> record.headers().add(header.key(), bytes(header.value())));
        return record;
    }

    private static byte[] bytes(Object text) {
        return text.toString().getBytes(UTF_8);
    }

    /** Waits for what {@link #start} was told to count, as long as the engine works. */
    void await(CountDownLatch left) throws InterruptedException {
        while (!left.await(1, TimeUnit.SECONDS)) {
            Throwable failed = failure.get();
            if (failed != null) {
                throw new IllegalStateException("Debezium's engine failed", failed);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (engine != null) {
            engine.close();
        }
        Files.delete(offsets);
    }
}
