package io.controlfeed.feed.kafka;

import io.controlfeed.feed.Acker;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.LagAware;
import io.controlfeed.feed.Source;
import io.controlfeed.feed.kafka.wire.WireException;
import java.time.Duration;
import java.util.List;

/** Reads one lane of a topic from wherever the caller's cursor says; the group's offset follows the acks, for Kafka's own tools. */
final class KafkaSource implements Source, Acker, EpochAware, LagAware {
    private final TopicLane lane;
    private final LaneReader reader;
    private final Acknowledged acknowledged;
    private final GroupOffset groupOffset;
    private volatile boolean closed;

    private KafkaSource(TopicLane lane, LaneReader reader, GroupOffset groupOffset) {
        this.lane = lane;
        this.reader = reader;
        this.groupOffset = groupOffset;
        this.acknowledged = new Acknowledged();
    }

    /** Opens a source that has its group for itself. */
    static KafkaSource open(KafkaFeedSettings settings) {
        KafkaClients clients = new KafkaClients(settings);
        TopicLane lane = TopicLane.open(settings, clients);
        GroupOffset.Way way = (position, ended) -> lane.commit(settings.group(), position, ended);
        return open(settings, clients, lane, way, GroupOffset.PACE);
    }

    /** Opens a source of a group that several share: only its members may commit, and its worker does so at its own pace. */
    static KafkaSource open(KafkaFeedSettings settings, GroupOffset.Way way) {
        KafkaClients clients = new KafkaClients(settings);
        return open(settings, clients, TopicLane.open(settings, clients), way, Duration.ZERO);
    }

    private static KafkaSource open(
            KafkaFeedSettings settings, KafkaClients clients, TopicLane lane, GroupOffset.Way way, Duration pace) {
        try {
            return new KafkaSource(
                    lane,
                    new LaneReader(lane, clients, settings.wire().decoder(settings.topic())),
                    new GroupOffset(lane.name(), way, pace));
        } catch (RuntimeException | WireException unusable) {
            lane.close();
            throw KafkaErrors.opening(settings.place(), unusable);
        }
    }

    @Override
    public String name() {
        return lane.name();
    }

    @Override
    public String epoch() {
        return lane.epoch();
    }

    @Override
    public List<ControlEvent> poll(long since, Duration wait) throws InterruptedException {
        Source.check(since, wait);
        requireOpen();
        List<ControlEvent> events = read(since, wait);
        acknowledged.delivered(since, events, reader.position());
        groupOffset.moveTo(acknowledged.upTo());
        return events;
    }

    private List<ControlEvent> read(long since, Duration wait) throws InterruptedException {
        try {
            List<ControlEvent> events = reader.read(since, wait);
            requireOpen();
            return events;
        } catch (RuntimeException failed) {
            requireOpen();
            throw failed;
        }
    }

    @Override
    public long lag() {
        return reader.lag();
    }

    @Override
    public void ack(String eventId) {
        requireOpen();
        acknowledged.ack(eventId);
        groupOffset.moveTo(acknowledged.upTo());
    }

    /** The position that is acknowledged without a hole; 0 if there is none to show. */
    long acknowledgedUpTo() {
        return acknowledged.upTo();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the source is closed: " + name());
        }
    }

    @Override
    public void close() {
        closed = true;
        reader.wakeUp();
        groupOffset.close();
        lane.close();
        reader.close();
    }
}
