package io.controlfeed.feed.kafka;

import io.controlfeed.feed.FeedAdmin.Finding;
import io.controlfeed.feed.FeedAdmin.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Looks at a topic with the eyes of somebody who has lost events on Kafka before. */
final class TopicCheck {
    /** The largest event in Avro, with its headers, its key and what Kafka adds. */
    static final int LARGEST_RECORD = 160 * 1024;

    private final KafkaFeedSettings feed;
    private final List<Finding> findings = new ArrayList<>();

    TopicCheck(KafkaFeedSettings feed) {
        this.feed = feed;
    }

    List<Finding> findings() {
        String operation = "check of " + feed.place();
        KafkaClients clients = new KafkaClients(feed);
        try (Admin admin = clients.admin()) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, feed.topic());
            TopicDescription topic = Objects.requireNonNull(admin.describeTopics(List.of(feed.topic()))
                    .allTopicNames()
                    .get()
                    .get(feed.topic()));
            Config config = Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            checkCopies(topic, config);
            checkConfig(config);
            new GroupCheck(feed, clients, admin, topic, retention(config)).addTo(findings);
        } catch (ExecutionException refused) {
            throw KafkaErrors.ofReading(operation, 0, refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw KafkaErrors.ofReading(operation, 0, interrupted);
        }
        findings.sort(Comparator.comparing(Finding::severity));
        return List.copyOf(findings);
    }

    /** How many copies must hold an event before it counts as stored: one may be away, but never is the last one enough. */
    static int copiesInSync(int copies) {
        return copies == 1 ? 1 : Math.max(2, copies - 1);
    }

    private void checkCopies(TopicDescription topic, Config config) {
        int copies = topic.partitions().get(0).replicas().size();
        long inSync = number(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        if (copies == 1) {
            warning(
                    "replication factor",
                    "is 1: the events are gone with one broker's disk",
                    "Run three brokers, and move the topic to replication factor 3 with kafka-reassign-partitions.");
        }
        if (inSync > copies) {
            error(
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    "is " + inSync + ", and there are " + copies + " copies: nothing can be appended",
                    "Set it to " + copiesInSync(copies) + ".");
        } else if (inSync == 1 && copies > 1) {
            error(
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    "is 1: an append may be acknowledged by a broker that then loses it",
                    "Set it to " + copiesInSync(copies) + ".");
        } else if (inSync == copies && copies > 1) {
            warning(
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    "is " + inSync + " of " + copies + " copies: nothing can be appended while one broker is restarted",
                    copies == 2 ? "Add a copy." : "Set it to " + copiesInSync(copies) + ", or add a copy.");
        }
        for (TopicPartitionInfo lane : topic.partitions()) {
            if (lane.leader() == null) {
                error("lane " + lane.partition(), "has no leader: it cannot be used", "Bring its brokers back.");
            } else if (lane.isr().size() < copies) {
                warning(
                        "lane " + lane.partition(),
                        "has " + lane.isr().size() + " of " + copies + " copies in sync",
                        "Look for the broker that is away or slow.");
            }
        }
    }

    private void checkConfig(Config config) {
        if (text(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            error(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    "contains compact: Kafka removes events out of the middle, and no node that is behind sees them",
                    "Set it to delete.");
        }
        if (text(config, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG).equals("true")) {
            error(
                    TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                    "is true: acknowledged events are lost when a broker that lags becomes leader",
                    "Set it to false.");
        }
        if (number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG) < LARGEST_RECORD) {
            error(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    "is " + number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG) + ": the largest events are rejected",
                    "Set it to " + LARGEST_RECORD + " or more.");
        }
        if (number(config, TopicConfig.RETENTION_BYTES_CONFIG) >= 0) {
            warning(
                    TopicConfig.RETENTION_BYTES_CONFIG,
                    "is set: a burst of events can remove what a node has not read yet, however young it is",
                    "Set it to -1 and let retention.ms decide.");
        }
    }

    private static long retention(Config config) {
        return number(config, TopicConfig.RETENTION_MS_CONFIG);
    }

    private static String text(Config config, String key) {
        return Objects.requireNonNull(config.get(key), key).value();
    }

    private static long number(Config config, String key) {
        return Long.parseLong(text(config, key));
    }

    private void error(String what, String problem, String advice) {
        findings.add(new Finding(Severity.ERROR, what, problem, advice));
    }

    private void warning(String what, String problem, String advice) {
        findings.add(new Finding(Severity.WARNING, what, problem, advice));
    }
}
