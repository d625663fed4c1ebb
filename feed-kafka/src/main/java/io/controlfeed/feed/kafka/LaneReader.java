package io.controlfeed.feed.kafka;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Source;
import io.controlfeed.feed.kafka.wire.EventDecoder;
import io.controlfeed.feed.kafka.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a lane with a consumer of no group. Kafka's own client returns nothing both when nothing is there and when it hears from
 * nobody, so an empty answer is believed only after the broker has confirmed the lane's end; and events only after it has confirmed
 * that they were read from the topic that was opened.
 */
final class LaneReader implements AutoCloseable {
    private static final long NOWHERE = -1;
    private static final Duration SLICE = Duration.ofMillis(50);

    private final TopicLane lane;
    private final EventDecoder decoder;
    private final Consumer<byte[], byte[]> consumer;

    /** The version from which the consumer goes on by itself, so that what it has fetched ahead is not thrown away. */
    private long at = NOWHERE;

    private long position;
    private volatile long lag;

    LaneReader(TopicLane lane, KafkaClients clients, EventDecoder decoder) {
        this.lane = lane;
        this.decoder = decoder;
        this.consumer = clients.consumer(Source.MAX_POLL, new ByteArrayDeserializer());
        consumer.assign(List.of(lane.partition()));
    }

    /** Where the next read goes on, behind holes that follow the last event. */
    synchronized long position() {
        return position;
    }

    /** How many versions there are behind the last read, as far as the consumer knows. */
    long lag() {
        return lag;
    }

    synchronized List<ControlEvent> read(long since, Duration wait) throws InterruptedException {
        String operation = "poll since " + since + " of " + lane.name();
        try {
            goTo(since);
            List<ControlEvent> events = next(operation, since, wait);
            if (events.isEmpty() && Thread.interrupted()) {
                throw new InterruptedException("interrupted in a " + operation);
            }
            return events;
        } catch (InterruptException interrupted) {
            Thread.interrupted();
            throw new InterruptedException("interrupted in a " + operation);
        } catch (OffsetOutOfRangeException outOfRange) {
            at = NOWHERE;
            throw outOfRange(operation, since, outOfRange);
        } catch (KafkaException failed) {
            at = NOWHERE;
            throw KafkaErrors.ofReading(operation, since, failed);
        }
    }

    private void goTo(long since) {
        if (at != since) {
            consumer.seek(lane.partition(), since);
            at = since;
            position = since;
        }
    }

    private List<ControlEvent> next(String operation, long since, Duration wait) {
        long start = System.nanoTime();
        Duration left = wait;
        while (true) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(left);
            if (!records.isEmpty()) {
                return decode(operation, since, records.records(lane.partition()));
            }
            left = wait.minusNanos(System.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
                return untilConfirmed(operation, since);
            }
        }
    }

    /** Nothing was heard in time: either there is nothing, or it did not reach us. */
    private List<ControlEvent> untilConfirmed(String operation, long since) {
        KafkaFuture<TopicDescription> topic = lane.askForTopic();
        long end = lane.end(operation);
        lane.requireSameTopic(operation, topic);
        if (since > end) {
            throw gap(operation, since, end);
        }
        long start = System.nanoTime();
        TopicPartition partition = lane.partition();
        for (position = consumer.position(partition); position < end; position = consumer.position(partition)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(SLICE);
            if (!records.isEmpty()) {
                return decode(operation, since, records.records(partition));
            }
            if (System.nanoTime() - start > lane.timeout().toNanos()) {
                throw new FeedException.Unavailable(
                        operation,
                        "the feed goes on to " + end + ", but nothing behind " + position + " came within "
                                + lane.timeout().toSeconds() + " s",
                        "See that the brokers run and can be reached; the next poll tries again.",
                        null);
            }
        }
        lag = 0;
        return List.of();
    }

    private List<ControlEvent> decode(String operation, long since, List<ConsumerRecord<byte[], byte[]>> records) {
        KafkaFuture<TopicDescription> topic = lane.askForTopic();
        at = NOWHERE;
        List<ControlEvent> events = new ArrayList<>(records.size());
        FeedException problem = null;
        for (ConsumerRecord<byte[], byte[]> found : records) {
            long version = found.offset() + 1;
            try {
                events.add(decoder.decode(found.headers(), found.value(), version));
            } catch (WireException.Malformed noEvent) {
                problem = corrupt(since, version, noEvent);
                break;
            } catch (WireException unreadable) {
                problem = KafkaErrors.ofReading(operation, since, unreadable);
                break;
            }
        }
        lane.requireSameTopic(operation, topic);
        if (problem != null && events.isEmpty()) {
            throw problem;
        }
        long last = events.get(events.size() - 1).controlVersion();
        if (problem == null) {
            at = last;
            position = consumer.position(lane.partition());
        } else {
            position = last;
        }
        lag = consumer.currentLag(lane.partition()).orElse(0) + records.size() - events.size();
        return events;
    }

    private FeedException.Corrupt corrupt(long since, long version, WireException.Malformed noEvent) {
        return new FeedException.Corrupt(
                "poll since " + since + " of " + lane.name() + " at version " + version,
                version,
                noEvent.reason(),
                noEvent.hint() + " It is the record at offset " + (version - 1) + " of " + lane.partition()
                        + "; nothing behind it is delivered.",
                noEvent);
    }

    private FeedException outOfRange(String operation, long since, OffsetOutOfRangeException error) {
        lane.requireSameTopic(operation, lane.askForTopic());
        long end = lane.end(operation);
        return since < lane.start(operation) || since > end
                ? gap(operation, since, end)
                : KafkaErrors.ofReading(operation, since, error);
    }

    private FeedException.Gap gap(String operation, long since, long end) {
        return new FeedException.Gap(operation, since, lane.start(operation) + 1, end);
    }

    /** Ends a read that is under way in another thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public synchronized void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        decoder.close();
    }
}
