package io.controlfeed.feed.kafka;

import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.kafka.wire.EventDecoder;
import io.controlfeed.feed.kafka.wire.EventHeaders;
import io.controlfeed.feed.kafka.wire.WireException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ids of a stretch of a lane out of the records' headers. Values are neither copied nor decoded, but for records that
 * another program wrote without such headers.
 */
final class IdScan implements AutoCloseable {
    private static final int MAX_POLL = 10_000;
    private static final Duration SLICE = Duration.ofMillis(100);

    private final TopicLane lane;
    private final KafkaClients clients;
    private final EventDecoder decoder;

    /** Made when it is first needed. */
    private @Nullable Consumer<byte[], byte[]> consumer;

    IdScan(TopicLane lane, KafkaClients clients, EventDecoder decoder) {
        this.lane = lane;
        this.clients = clients;
        this.decoder = decoder;
    }

    /**
     * The position up to which everything is decided, asked in this thread: quicker than through the admin client's. A fetch that
     * is still on its way is answered first, but not later than when that position moves.
     */
    long end(String operation) {
        try {
            return Objects.requireNonNull(
                    open().endOffsets(List.of(lane.partition())).get(lane.partition()));
        } catch (KafkaException failed) {
            throw KafkaErrors.ofReading(operation, 0, failed);
        }
    }

    /**
     * Tells every committed event's id and control version between two positions, in order.
     *
     * @throws FeedException.Gap if a part of the stretch was removed meanwhile
     */
    void scan(String operation, long from, long to, ObjLongConsumer<String> each) {
        if (from >= to) {
            return;
        }
        try {
            read(operation, open(), from, to, each);
        } catch (OffsetOutOfRangeException removed) {
            throw new FeedException.Gap(operation, from, lane.start(operation) + 1, lane.end(operation));
        } catch (KafkaException failed) {
            throw KafkaErrors.ofReading(operation, from, failed);
        }
    }

    private Consumer<byte[], byte[]> open() {
        Consumer<byte[], byte[]> opened = consumer;
        if (opened == null) {
            opened = clients.scanner(MAX_POLL, new ValueIfNeeded());
            opened.assign(List.of(lane.partition()));
            consumer = opened;
        }
        return opened;
    }

    private void read(
            String operation, Consumer<byte[], byte[]> reader, long from, long to, ObjLongConsumer<String> each) {
        reader.seek(lane.partition(), from);
        long reached = from;
        long deadline = System.nanoTime() + lane.timeout().toNanos();
        while (reached < to) {
            ConsumerRecords<byte[], byte[]> records = reader.poll(SLICE);
            for (ConsumerRecord<byte[], byte[]> found : records) {
                String id = id(operation, found);
                if (id != null && found.offset() < to) {
                    each.accept(id, found.offset() + 1);
                }
            }
            long position = reader.position(lane.partition());
            if (position > reached) {
                reached = position;
                deadline = System.nanoTime() + lane.timeout().toNanos();
            } else if (System.nanoTime() - deadline > 0) {
                throw new FeedException.Unavailable(
                        operation,
                        "reading the ids did not get past position " + reached + " within "
                                + lane.timeout().toSeconds() + " s",
                        "See that the brokers run and can be reached.",
                        null);
            }
        }
    }

    /** Null for what is no event. */
    private @Nullable String id(String operation, ConsumerRecord<byte[], byte[]> found) {
        String id = EventHeaders.eventId(found.headers());
        if (id != null) {
            return id;
        }
        try {
            return decoder.decode(found.headers(), found.value(), found.offset() + 1)
                    .eventId();
        } catch (WireException.Malformed noEvent) {
            return null;
        } catch (WireException unreadable) {
            throw KafkaErrors.ofReading(operation, found.offset(), unreadable);
        }
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            consumer = null;
        }
        decoder.close();
    }

    private static final class ValueIfNeeded implements Deserializer<byte[]> {
        @Override
        public byte[] deserialize(String topic, byte[] data) {
            return data;
        }

        @Override
        @SuppressWarnings("NullAway") // Kafka's own type says nothing about null; a record without a value has it.
        public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
            return EventHeaders.eventId(headers) == null ? Utils.toNullableArray(data) : null;
        }
    }
}
