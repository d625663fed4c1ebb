package io.controlfeed.feed.kafka;

import io.controlfeed.feed.FeedAdmin.Finding;
import io.controlfeed.feed.FeedAdmin.Severity;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListGroupsResult;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Compares how far the nodes are behind with how long events are kept: what a node has not read must not be removed. */
final class GroupCheck {
    private static final int FOREVER = -1;

    private final KafkaFeedSettings feed;
    private final KafkaClients clients;
    private final Admin admin;
    private final TopicDescription topic;
    private final long retentionMs;

    GroupCheck(KafkaFeedSettings feed, KafkaClients clients, Admin admin, TopicDescription topic, long retentionMs) {
        this.feed = feed;
        this.clients = clients;
        this.admin = admin;
        this.topic = topic;
        this.retentionMs = retentionMs;
    }

    void addTo(List<Finding> findings) throws ExecutionException, InterruptedException {
        List<TopicPartition> lanes = topic.partitions().stream()
                .map(lane -> new TopicPartition(topic.name(), lane.partition()))
                .toList();
        Map<TopicPartition, Long> starts = offsets(lanes, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(lanes, OffsetSpec.latest());
        try (Consumer<byte[], byte[]> reader = clients.consumer(1, new ByteArrayDeserializer())) {
            groups(lanes, findings).forEach((group, offsets) -> {
                for (TopicPartition lane : lanes) {
                    OffsetAndMetadata shown = offsets.get(lane);
                    if (shown != null) {
                        check(findings, reader, group, lane, shown.offset(), of(starts, lane), of(ends, lane));
                    }
                }
            });
        } catch (KafkaException unreadable) {
            throw KafkaErrors.ofReading("check of " + feed.place(), 0, unreadable);
        }
    }

    private void check(
            List<Finding> findings,
            Consumer<byte[], byte[]> reader,
            String group,
            TopicPartition lane,
            long shown,
            long start,
            long end) {
        String who = "group " + group + " in lane " + lane.partition();
        if (shown < start) {
            findings.add(new Finding(
                    Severity.ERROR,
                    who,
                    "has acknowledged up to " + shown + ", and retention has removed everything up to " + start,
                    "Its node will stop with a gap: bootstrap it from a snapshot. If there is no such node any more,"
                            + " delete the group."));
        } else if (shown < end && retentionMs != FOREVER) {
            long behindMs = System.currentTimeMillis() - timestampAt(reader, lane, shown);
            if (behindMs > retentionMs / 2) {
                findings.add(new Finding(
                        Severity.WARNING,
                        who,
                        "is " + days(behindMs) + " behind, and events are kept for " + days(retentionMs),
                        "Raise retention.ms until the node has caught up."));
            }
        }
    }

    private static String days(long millis) {
        Duration time = Duration.ofMillis(millis);
        return time.toDays() >= 2 ? time.toDays() + " days" : time.toHours() + " hours";
    }

    /** When the next event of a group was appended; now, if none is visible. */
    private long timestampAt(Consumer<byte[], byte[]> reader, TopicPartition lane, long offset) {
        reader.assign(List.of(lane));
        reader.seek(lane, offset);
        for (ConsumerRecord<byte[], byte[]> next : reader.poll(feed.timeout())) {
            return next.timestamp();
        }
        return System.currentTimeMillis();
    }

    private static long of(Map<TopicPartition, Long> offsets, TopicPartition lane) {
        return offsets.getOrDefault(lane, 0L);
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> lanes, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(
                        lanes.stream().collect(Collectors.toMap(lane -> lane, lane -> which)),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .forEach((lane, found) -> offsets.put(lane, found.offset()));
        return offsets;
    }

    private Map<String, Map<TopicPartition, OffsetAndMetadata>> groups(
            List<TopicPartition> lanes, List<Finding> findings) throws ExecutionException, InterruptedException {
        ListGroupsResult listed = admin.listGroups(ListGroupsOptions.forConsumerGroups());
        for (Throwable silent : listed.errors().get()) {
            findings.add(new Finding(
                    Severity.WARNING,
                    "consumer groups",
                    "are not all looked at: " + silent.getMessage(),
                    "Check again when all brokers run."));
        }
        Map<String, ListConsumerGroupOffsetsSpec> asked = listed.valid().get().stream()
                .map(GroupListing::groupId)
                .collect(Collectors.toMap(
                        group -> group, group -> new ListConsumerGroupOffsetsSpec().topicPartitions(lanes)));
        return asked.isEmpty()
                ? Map.of()
                : admin.listConsumerGroupOffsets(asked).all().get();
    }
}
