package io.controlfeed.feed.kafka;

import io.controlfeed.feed.LaneGroup;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Membership in a consumer group. Its consumer fetches nothing: it holds the place in the group and commits what was
 * acknowledged, while each lane is read by a source of its own that goes where the cursor says.
 */
final class KafkaLaneGroup implements LaneGroup, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLaneGroup.class);
    private static final Duration BEAT = Duration.ofMillis(100);

    private final KafkaFeedSettings settings;
    private final Worker worker;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<Integer, KafkaSource> sources = new HashMap<>();
    private final Queue<Commit> commits = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closing;

    private record Commit(
            TopicPartition partition, long position, java.util.function.Consumer<@Nullable Throwable> ended) {
        Map<TopicPartition, OffsetAndMetadata> offset() {
            return Map.of(partition, new OffsetAndMetadata(position));
        }
    }

    private KafkaLaneGroup(KafkaFeedSettings settings, Worker worker) {
        this.settings = settings;
        this.worker = worker;
        this.consumer = new KafkaClients(settings).member(settings.group());
        this.thread = new Thread(this::run, "controlfeed lanes " + settings.feedName());
        thread.setDaemon(true);
    }

    static KafkaLaneGroup join(KafkaFeedSettings settings, Worker worker) {
        KafkaLaneGroup group = new KafkaLaneGroup(settings, worker);
        group.thread.start();
        return group;
    }

    private void run() {
        @Nullable RuntimeException failure = null;
        try {
            consumer.subscribe(List.of(settings.topic()), this);
            while (!closing) {
                beat();
            }
        } catch (WakeupException closed) {
            // As asked.
        } catch (RuntimeException failed) {
            failure = failed;
        }
        try {
            // Revokes what is held, and leaves.
            consumer.close(CloseOptions.timeout(settings.timeout()));
        } catch (RuntimeException failed) {
            failure = failure == null ? failed : failure;
        }
        if (failure != null) {
            LOG.error("{}: this worker has left the group", settings.feedName(), failure);
            worker.failed(failure);
        }
    }

    private void beat() {
        try {
            consumer.poll(BEAT);
        } catch (RetriableException away) {
            LOG.debug("{}: the group cannot be reached for now", settings.feedName(), away);
        }
        for (Commit next = commits.poll(); next != null; next = commits.poll()) {
            Commit commit = next;
            consumer.commitAsync(
                    commit.offset(), (offsets, error) -> commit.ended().accept(error));
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            // Without a position of its own the consumer would look for one.
            consumer.seek(partition, 0);
            KafkaSource source = KafkaSource.open(
                    settings.ofLane(partition.partition()),
                    (position, ended) -> commits.add(new Commit(partition, position, ended)));
            sources.put(partition.partition(), source);
            worker.assigned(partition.partition(), source);
        }
        consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        release(partitions, true);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        release(partitions, false);
    }

    private void release(Collection<TopicPartition> partitions, boolean mayCommit) {
        for (TopicPartition partition : partitions) {
            KafkaSource source = sources.remove(partition.partition());
            if (source != null) {
                try {
                    worker.revoked(partition.partition());
                } finally {
                    if (mayCommit) {
                        commitLast(partition, source.acknowledgedUpTo());
                    }
                    commitNow(mayCommit);
                    source.close();
                }
            }
        }
    }

    /** Kafka's client lets what is under way be answered before it. */
    private void commitLast(TopicPartition partition, long position) {
        if (position > 0) {
            try {
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(position)));
            } catch (KafkaException tooLate) {
                LOG.warn("{}: the group's offset of {} lags behind", settings.feedName(), partition, tooLate);
            }
        }
    }

    /** Answering one commit may bring the next. */
    private void commitNow(boolean mayCommit) {
        for (Commit next = commits.poll(); next != null; next = commits.poll()) {
            @Nullable Throwable error = mayCommit ? null : new IllegalStateException("the lane was lost");
            if (mayCommit) {
                try {
                    consumer.commitSync(next.offset());
                } catch (KafkaException tooLate) {
                    error = tooLate;
                }
            }
            next.ended().accept(error);
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException keptForTheCaller) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
