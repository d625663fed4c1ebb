package io.controlfeed.feed.kafka;

import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Lanes;
import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.SubjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * One lane of a feed: a partition of the topic, in the incarnation in which it was opened. Positions are offsets of the next record,
 * which is the same number as the control version of the last: an event's version is its record's offset + 1.
 */
final class TopicLane implements AutoCloseable {
    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** A transactional id in one of these states has no transaction, and nobody else can be about to end one. */
    private static final Set<TransactionState> ENDED =
            Set.of(TransactionState.EMPTY, TransactionState.COMPLETE_ABORT, TransactionState.COMPLETE_COMMIT);

    private final String name;
    private final TopicPartition partition;
    private final Duration timeout;
    private final Admin admin;
    private final Uuid topicId;
    private final int lanes;

    private TopicLane(KafkaFeedSettings settings, Admin admin) {
        this.name = settings.feedName();
        this.partition = new TopicPartition(settings.topic(), settings.lane());
        this.timeout = settings.timeout();
        this.admin = admin;
        TopicDescription topic = describeSoon("opening of " + settings.place());
        this.lanes = topic.partitions().size();
        if (settings.lane() >= lanes) {
            throw new SettingException(
                    "feed-lane is " + settings.lane() + ": " + name + " has the lanes 0 to " + (lanes - 1));
        }
        this.topicId = topic.topicId();
    }

    static TopicLane open(KafkaFeedSettings settings, KafkaClients clients) {
        Admin admin = clients.admin();
        try {
            return new TopicLane(settings, admin);
        } catch (RuntimeException unusable) {
            admin.close(Duration.ZERO);
            throw unusable;
        }
    }

    /** How many lanes the feed has. */
    static int count(KafkaFeedSettings settings) {
        try (TopicLane first = open(settings.ofLane(0), new KafkaClients(settings))) {
            return first.lanes;
        }
    }

    /** The lane of a subject, be it this one or another. */
    int laneOf(SubjectKey subject) {
        return Lanes.laneOf(subject, lanes);
    }

    String name() {
        return name;
    }

    String epoch() {
        return topicId.toString();
    }

    TopicPartition partition() {
        return partition;
    }

    Duration timeout() {
        return timeout;
    }

    /** Whether the broker knows a producer under a transactional id. */
    boolean isTaken(String operation, String transactionalId) {
        try {
            await(
                    operation,
                    admin.describeTransactions(List.of(transactionalId)).description(transactionalId));
            return true;
        } catch (FeedException failed) {
            if (KafkaErrors.isUnknownTransactionalId(failed)) {
                return false;
            }
            throw failed;
        }
    }

    /**
     * Ends what this lane shows as an open transaction of a transactional id although the coordinator has none: a broker that was
     * killed can lose the end of one. Nothing that anybody was told of as stored can be in it, for nobody can see it.
     *
     * @return whether there was one
     */
    boolean abortHanging(String operation, String transactionalId) {
        Optional<ProducerState> open = openTransaction(operation, transactionalId);
        // Twice the same, and none between by the coordinator: it is not one that a newer sink has just begun, or is
        // ending.
        if (open.isEmpty() || !open.equals(openTransaction(operation, transactionalId))) {
            return false;
        }
        ProducerState hanging = open.get();
        AbortTransactionSpec end = new AbortTransactionSpec(
                partition,
                hanging.producerId(),
                (short) hanging.producerEpoch(),
                hanging.coordinatorEpoch().orElse(0));
        await(operation, admin.abortTransaction(end).all());
        return true;
    }

    /** What the lane shows as an open transaction of a transactional id, if the coordinator has none. */
    private Optional<ProducerState> openTransaction(String operation, String transactionalId) {
        TransactionDescription known = await(
                operation, admin.describeTransactions(List.of(transactionalId)).description(transactionalId));
        if (!ENDED.contains(known.state())) {
            return Optional.empty();
        }
        return await(operation, admin.describeProducers(List.of(partition)).partitionResult(partition))
                .activeProducers()
                .stream()
                .filter(producer -> producer.producerId() == known.producerId()
                        && producer.currentTransactionStartOffset().isPresent())
                .findFirst();
    }

    /** Begins to commit a group's offset; the group must have no members. */
    void commit(String group, long position, Consumer<@Nullable Throwable> ended) {
        KafkaFuture<Void> unused = admin.alterConsumerGroupOffsets(
                        group, Map.of(partition, new OffsetAndMetadata(position)))
                .all()
                .whenComplete((done, error) -> ended.accept(error));
    }

    /** A broker hears of a topic that was just made a moment after the one that made it. */
    private TopicDescription describeSoon(String operation) {
        long deadline = System.nanoTime() + MOMENT_NANOS;
        while (true) {
            try {
                return await(operation, describe());
            } catch (FeedException failed) {
                if (!KafkaErrors.isUnknownTopic(failed) || System.nanoTime() - deadline > 0) {
                    throw failed;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private KafkaFuture<TopicDescription> describe() {
        return Objects.requireNonNull(admin.describeTopics(TopicCollection.ofTopicNames(List.of(partition.topic())))
                .topicNameValues()
                .get(partition.topic()));
    }

    /**
     * Begins to ask whether the topic still is the one that was opened, while the caller does something else. By its id, which is
     * one request; by its name it is two, and a look at what came back.
     */
    KafkaFuture<TopicDescription> askForTopic() {
        return Objects.requireNonNull(admin.describeTopics(TopicCollection.ofTopicIds(List.of(topicId)))
                .topicIdValues()
                .get(topicId));
    }

    /** @throws FeedException.EpochChanged if the topic was deleted and created again since this lane was opened */
    void requireSameTopic(String operation, KafkaFuture<TopicDescription> asked) {
        try {
            await(operation, asked);
        } catch (FeedException failed) {
            if (!KafkaErrors.isUnknownTopicId(failed)) {
                throw failed;
            }
            Uuid actual = await(operation, describe()).topicId();
            if (!actual.equals(topicId)) {
                throw new FeedException.EpochChanged(operation, epoch(), actual.toString());
            }
        }
    }

    /** A setting of the topic that is a number; to see it a principal needs more rights than to append. */
    long number(String operation, String setting) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, partition.topic());
        Config config = await(
                operation,
                Objects.requireNonNull(
                        admin.describeConfigs(List.of(topic)).values().get(topic)));
        return Long.parseLong(
                Objects.requireNonNull(config.get(setting), setting).value());
    }

    /** The position before which everything was removed by retention. */
    long start(String operation) {
        return offset(operation, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED);
    }

    /** The position up to which everything is decided: what a committed reader sees. */
    long end(String operation) {
        return offset(operation, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /** The end, once all that was in the log when this was called is decided: no open transaction hides a part of it. */
    long settledEnd(String operation) {
        return endReaching(operation, offset(operation, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED));
    }

    /** Waits until committed readers see all before a position. */
    private long endReaching(String operation, long position) {
        return endReaching(operation, position, () -> end(operation));
    }

    /** The same, asked in another way than through the admin client. */
    long endReaching(String operation, long position, LongSupplier endNow) {
        long deadline = System.nanoTime() + timeout.toNanos();
        long end = endNow.getAsLong();
        while (end < position) {
            if (System.nanoTime() - deadline > 0) {
                throw new FeedException.Unavailable(
                        operation,
                        "a transaction of another publisher has been open for " + timeout.toSeconds()
                                + " s at position " + end,
                        "Kafka ends it after its transaction.timeout.ms; look for the producer that left it open.",
                        null);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            end = endNow.getAsLong();
        }
        return end;
    }

    private long offset(String operation, OffsetSpec which, IsolationLevel isolation) {
        return await(
                        operation,
                        admin.listOffsets(Map.of(partition, which), new ListOffsetsOptions(isolation))
                                .partitionResult(partition))
                .offset();
    }

    private <T> T await(String operation, KafkaFuture<T> answer) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    // The client gives up by itself; twice its time is only for a client that does not.
                    return answer.get(timeout.toMillis() * 2, TimeUnit.MILLISECONDS);
                } catch (InterruptedException keptForLater) {
                    interrupted = true;
                } catch (ExecutionException | TimeoutException failed) {
                    throw KafkaErrors.ofReading(operation, 0, failed);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
