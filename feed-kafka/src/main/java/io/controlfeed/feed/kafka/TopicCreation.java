package io.controlfeed.feed.kafka;

import io.controlfeed.feed.Setting;
import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes a feed's topic with what the guarantees need. */
final class TopicCreation {
    private static final int COPIES = 3;
    /** Kafka's own default, whatever these brokers' is. */
    private static final int MAX_MESSAGE_BYTES = 1024 * 1024 + 12;

    private static final Setting<Integer> LANES = new Setting<>(
            "feed-lanes",
            "N",
            "how many lanes it has; this cannot be changed later",
            "1",
            text -> Texts.number(text, 1, 10_000));
    private static final Setting<Optional<Integer>> REPLICATION = Setting.optional(
            "kafka-replication-factor",
            "N",
            "how many brokers keep a copy; 3, or all if there are fewer",
            text -> Texts.number(text, 1, 100));
    private static final Setting<Duration> RETENTION = new Setting<>(
            "kafka-retention",
            "DAYS",
            "for how many days events are kept; longer than any node is ever away",
            "30",
            text -> Duration.ofDays(Texts.number(text, 1, 36_500)));

    static final List<Setting<?>> SETTINGS = List.of(LANES, REPLICATION, RETENTION);

    private final KafkaFeedSettings feed;
    private final int lanes;
    private final Optional<Integer> replication;
    private final Duration retention;

    TopicCreation(Settings settings) {
        this.feed = KafkaFeedSettings.from(settings);
        this.lanes = settings.get(LANES);
        this.replication = settings.get(REPLICATION);
        this.retention = settings.get(RETENTION);
    }

    String create() {
        String operation = "creation of " + feed.place();
        KafkaClients clients = new KafkaClients(feed);
        try (Admin admin = clients.admin()) {
            int brokers = admin.describeCluster().nodes().get().size();
            int copies = replication.orElse(Math.min(COPIES, brokers));
            if (copies > brokers) {
                throw new SettingException(REPLICATION.key() + " is " + copies + ", and " + brokers
                        + (brokers == 1 ? " broker runs" : " brokers run") + ": start more, or ask for fewer copies");
            }
            int inSync = TopicCheck.copiesInSync(copies);
            NewTopic topic = new NewTopic(feed.topic(), lanes, (short) copies)
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE,
                            TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                            "false",
                            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                            String.valueOf(inSync),
                            TopicConfig.RETENTION_MS_CONFIG,
                            String.valueOf(retention.toMillis()),
                            TopicConfig.RETENTION_BYTES_CONFIG,
                            "-1",
                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                            String.valueOf(MAX_MESSAGE_BYTES)));
            admin.createTopics(List.of(topic)).all().get();
            TopicLane.open(feed.ofLane(0), clients).close();
            return feed.feedName() + ": " + lanes + (lanes == 1 ? " lane, " : " lanes, ") + copies
                    + (copies == 1 ? " copy, " : " copies of which ")
                    + (copies == 1 ? "" : inSync + " must be in sync, ")
                    + "kept for " + retention.toDays() + " days";
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof TopicExistsException) {
                throw new SettingException(
                        feed.feedName() + " is there already: controlfeed feed check looks at it", refused);
            }
            throw KafkaErrors.ofReading(operation, 0, refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw KafkaErrors.ofReading(operation, 0, interrupted);
        }
    }
}
