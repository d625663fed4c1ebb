package io.controlfeed.bench;

import io.controlfeed.feed.Sink;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The floor of a pump, by hand: reads pending rows, appends them in one transaction, and marks them in one statement. It does not know
 * what to do when anything fails.
 */
final class PlainPump implements AutoCloseable {
    /** A pause for where a core that is busy with looking would be missing. */
    static final long PATIENT = TimeUnit.MILLISECONDS.toNanos(1);

    private static final String READ = """
            SELECT id, event_id, event_type, tenant_id, subject, version, base_version, artifact_ref, checksum, artifact_size,
                artifact_media_type, origin, attributes, created_at
            FROM plain_outbox WHERE state = 'pending' ORDER BY id LIMIT\s""" + Sink.MAX_BATCH;

    private final Database database;
    private final PlainTopic topic;
    private final Connection connection;
    private final PreparedStatement read;
    private final PreparedStatement mark;
    private final PlainProducer producer;

    PlainPump(Database database, PlainTopic topic) {
        this.database = database;
        this.topic = topic;
        this.producer = new PlainProducer(topic);
        try {
            connection = database.connectForRecords();
            read = connection.prepareStatement(READ);
            mark = connection.prepareStatement(database.mark());
        } catch (SQLException failed) {
            producer.close();
            throw database.failed(failed);
        }
    }

    /** Publishes until nothing is pending. */
    void drain() throws InterruptedException {
        boolean isMore = true;
        while (isMore) {
            isMore = publish() > 0;
        }
    }

    /** Publishes in a thread of its own, and closes itself at the end. */
    Background start(long pauseNanos) {
        AtomicBoolean isOver = new AtomicBoolean();
        return new Background(
                "bench floor",
                () -> {
                    try (this) {
                        publish(pauseNanos, isOver::get);
                    }
                },
                () -> isOver.set(true));
    }

    /** Publishes until it is over; looks again after a pause when nothing is pending. */
    void publish(long pauseNanos, BooleanSupplier isOver) throws InterruptedException {
        while (!isOver.getAsBoolean()) {
            if (publish() == 0 && pauseNanos > 0) {
                LockSupport.parkNanos(pauseNanos);
            }
        }
    }

    /** Publishes the first pending rows; returns how many there were. */
    int publish() throws InterruptedException {
        List<Long> ids = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try {
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                    records.add(record(row));
                }
            }
            if (!ids.isEmpty()) {
                long last = producer.storeVisibly(records);
                // One transaction's records stand side by side.
                long first = last - ids.size() + 1;
                database.bindMark(
                        mark,
                        ids,
                        LongStream.rangeClosed(first + 1, last + 1).boxed().toList());
                mark.executeUpdate();
            }
        } catch (SQLException failed) {
            throw database.failed(failed);
        }
        return ids.size();
    }

    private ProducerRecord<byte[], byte[]> record(ResultSet row) throws SQLException {
        StringBuilder value = new StringBuilder();
        for (int column = 2; column <= 14; column++) {
            value.append(row.getString(column)).append('\t');
        }
        byte[] key = row.getString(5).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic.name(), 0, key, value.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
        try {
            connection.close();
        } catch (SQLException failed) {
            throw database.failed(failed);
        }
    }
}
