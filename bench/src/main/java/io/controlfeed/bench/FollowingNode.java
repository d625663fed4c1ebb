package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The floor of a node that follows a feed, by hand: what {@link PlainPump} published, each poll's records in one transaction. */
final class FollowingNode implements AutoCloseable {
    /** Its place among the columns that {@link PlainPump} joins. */
    private static final int CREATED_AT = 12;

    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final PlainNode node;

    /** Goes on where the file is. */
    FollowingNode(PlainTopic topic, Path file) {
        this.consumer = topic.consumer();
        this.node = new PlainNode(file);
        consumer.seek(topic.partition(), node.cursor());
    }

    /** Follows in a thread of its own, and closes itself at the end. */
    Background start(String thread, Arrivals applied) {
        AtomicBoolean isOver = new AtomicBoolean();
        return new Background(
                thread,
                () -> {
                    try (this) {
                        follow(applied::now, isOver::get);
                    }
                },
                () -> isOver.set(true));
    }

    /** Applies until it is over, and tells how many it has each time. */
    void follow(IntConsumer applied, BooleanSupplier isOver) {
        while (!isOver.getAsBoolean()) {
            List<ControlEvent> events = new ArrayList<>();
            long position = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                events.add(event(record));
                position = record.offset() + 1;
            }
            if (!events.isEmpty()) {
                node.apply(events, Math.toIntExact(position) - events.size());
                applied.accept(events.size());
            }
        }
    }

    /** The columns of its row in the outbox. */
    private static ControlEvent event(ConsumerRecord<byte[], byte[]> record) {
        String[] columns = new String(record.value(), StandardCharsets.UTF_8).split("\t", -1);
        return ControlEvent.builder(columns[0], columns[1], columns[3])
                .tenantId(columns[2])
                .createdAt(Instant.parse(columns[CREATED_AT]))
                .build();
    }

    @Override
    public void close() {
        consumer.close();
        node.close();
    }
}
