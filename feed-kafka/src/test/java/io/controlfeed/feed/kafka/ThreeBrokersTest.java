package io.controlfeed.feed.kafka;

import static io.controlfeed.feed.kafka.KafkaFixture.done;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.FeedAdmin.Finding;
import io.controlfeed.feed.FeedAdmin.Severity;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.SettingException;
import io.controlfeed.kafka.dev.DevKafkaCluster;
import io.controlfeed.kafka.dev.DevKafkaNode;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Making and checking feeds with several copies. */
class ThreeBrokersTest {
    private static final FeedRegistry FEEDS = FeedRegistry.of(new KafkaFeedProvider());
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private static final DevKafkaCluster KAFKA = DevKafkaCluster.start(DevKafkaOptions.defaults());
    private static final Admin ADMIN = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()));

    @AfterAll
    static void close() {
        ADMIN.close();
        KAFKA.close();
    }

    @Test
    void create_makesThreeCopies_whereCheckFindsNothing() {
        String made = FEEDS.create("kafka", settings("fresh", Map.of()));

        assertThat(made).isEqualTo("kafka:fresh: 1 lane, 3 copies of which 2 must be in sync, kept for 30 days");
        eventually("fresh", findings -> findings.isEmpty());
    }

    @Test
    void create_asTold() throws Exception {
        FEEDS.create(
                "kafka",
                settings("told", Map.of("feed-lanes", "4", "kafka-replication-factor", "2", "kafka-retention", "7")));

        TopicDescription topic = requireNonNull(
                done(ADMIN.describeTopics(List.of("told")).allTopicNames()).get("told"));
        assertThat(topic.partitions())
                .hasSize(4)
                .allSatisfy(lane -> assertThat(lane.replicas()).hasSize(2));
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, "told");
        Config config = requireNonNull(
                done(ADMIN.describeConfigs(List.of(resource)).all()).get(resource));
        assertThat(List.of(
                        config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value(),
                        config.get(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG)
                                .value(),
                        config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value(),
                        config.get(TopicConfig.RETENTION_MS_CONFIG).value(),
                        config.get(TopicConfig.RETENTION_BYTES_CONFIG).value(),
                        config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()))
                .containsExactly("delete", "false", "2", "604800000", "-1", "1048588");
        eventually(
                "told",
                findings -> findings.size() == 1
                        && findings.get(0).severity() == Severity.WARNING
                        && findings.get(0).advice().equals("Add a copy."));
    }

    @Test
    void create_whatIsThereAlready_isRefused() {
        FEEDS.create("kafka", settings("twice", Map.of()));

        assertThatThrownBy(() -> FEEDS.create("kafka", settings("twice", Map.of())))
                .isInstanceOf(SettingException.class)
                .hasMessage("kafka:twice is there already: controlfeed feed check looks at it");
    }

    @Test
    void create_withMoreCopiesThanBrokers_isRefused() {
        assertThatThrownBy(() -> FEEDS.create("kafka", settings("greedy", Map.of("kafka-replication-factor", "4"))))
                .isInstanceOf(SettingException.class)
                .hasMessage("kafka-replication-factor is 4, and 3 brokers run: start more, or ask for fewer copies");
        assertThat(done(ADMIN.listTopics().names())).doesNotContain("greedy");
    }

    @Test
    void check_seesWhenOneCopyIsEnough() {
        createWithCopiesInSync("careless", "1");

        eventually(
                "careless",
                findings -> findings.size() == 1
                        && findings.get(0).severity() == Severity.ERROR
                        && findings.get(0).what().equals("min.insync.replicas")
                        && findings.get(0).advice().equals("Set it to 2."));
    }

    @Test
    void check_seesWhenNoCopyMayBeAway() {
        createWithCopiesInSync("strict", "3");

        eventually(
                "strict",
                findings -> findings.size() == 1
                        && findings.get(0).severity() == Severity.WARNING
                        && findings.get(0).what().equals("min.insync.replicas")
                        && findings.get(0).problem().contains("3 of 3"));
    }

    @Test
    void check_seesThatABrokerIsAway() {
        FEEDS.create("kafka", settings("limping", Map.of()));
        DevKafkaNode node = KAFKA.nodes().get(2);
        node.kill();
        try {
            eventually(
                    "limping",
                    findings -> findings.stream()
                            .anyMatch(finding -> finding.severity() == Severity.WARNING
                                    && finding.what().equals("lane 0")
                                    && finding.problem().equals("has 2 of 3 copies in sync")));
        } finally {
            node.start();
        }
        eventually("limping", findings -> findings.isEmpty());
    }

    @Test
    void minInSync_changedLater_isSeen() {
        FEEDS.create("kafka", settings("changed", Map.of()));
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, "changed");

        done(ADMIN.incrementalAlterConfigs(Map.of(
                        resource,
                        List.of(new AlterConfigOp(
                                new ConfigEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "4"),
                                AlterConfigOp.OpType.SET))))
                .all());

        eventually(
                "changed",
                findings -> findings.size() == 1 && findings.get(0).problem().contains("nothing can be appended"));
    }

    private static void createWithCopiesInSync(String topic, String inSync) {
        done(ADMIN.createTopics(List.of(new NewTopic(topic, 1, (short) 3)
                        .configs(Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync))))
                .all());
    }

    /** Brokers hear of a change one after the other. */
    private static void eventually(String topic, Predicate<List<Finding>> expected) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        List<Finding> found = FEEDS.check("kafka", settings(topic, Map.of()));
        while (!expected.test(found)) {
            assertThat(System.nanoTime()).as("what is found: %s", found).isLessThan(deadline);
            found = FEEDS.check("kafka", settings(topic, Map.of()));
        }
    }

    private static Map<String, String> settings(String topic, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("kafka-bootstrap-servers", KAFKA.bootstrapServers());
        settings.put("feed-name", topic);
        settings.put("kafka-timeout", "5");
        return settings;
    }
}
