package io.controlfeed.feed.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An event that is too large is refused for itself, and its neighbours go through. */
class TooLargeTest {
    private static final int LIMIT = 4_000;
    private static final Map<String, String> LIMITED =
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LIMIT));
    /** A batch of the producer must not be too large because of how many it holds. */
    private static final String SMALL_BATCHES = "kafka-property=batch.size=1000";

    private static DevKafka kafka;

    @BeforeAll
    static void start() {
        kafka = DevKafka.start(DevKafkaOptions.defaults()
                .withBrokerProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withBrokerProperty("allow.everyone.if.no.acl.found", "true"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void neighbours_areStoredInOneTransaction() throws Exception {
        Topic topic = Topic.create(kafka, "neighbours", 1, LIMITED);
        List<ControlEvent> batch = new ArrayList<>(Topic.subjects(0, 10));
        batch.set(0, sized("large-first", "a", LIMIT));
        batch.set(4, sized("large-middle", "b", LIMIT));
        batch.add(5, Topic.event("b", 1));
        try (Sink sink = topic.openSink(SMALL_BATCHES)) {
            List<AppendOutcome> outcomes = sink.append(batch);

            assertThat(versions(outcomes)).isEqualTo(sideBySide(1, 8));
            assertThat(rejection(outcomes.get(0)))
                    .hasMessageContaining("append of event 'large-first'")
                    .hasMessageContaining(LIMIT + " are the most")
                    .hasMessageContaining("raise the topic's max.message.bytes");
            rejection(outcomes.get(4));
            assertThat(outcomes.get(5))
                    .isInstanceOfSatisfying(
                            AppendOutcome.HeldBack.class,
                            held -> assertThat(held.behind()).isEqualTo("large-middle"));
        }
    }

    @Test
    void limitThatIsRaised_isSeenAtOnce() throws Exception {
        Topic topic = Topic.create(kafka, "raised", 1, LIMITED);
        try (Sink sink = topic.openSink(SMALL_BATCHES)) {
            rejection(sink.append(List.of(sized("large", "a", LIMIT))).get(0));

            setLimit(topic, 2 * LIMIT);

            assertThat(sink.append(sized("large", "a", LIMIT)).controlVersion()).isEqualTo(1);
        }
    }

    @Test
    void limitThatIsLowered_costsOneTransaction() throws Exception {
        Topic topic = Topic.create(kafka, "lowered", 1, LIMITED);
        try (Sink sink = topic.openSink(SMALL_BATCHES)) {
            setLimit(topic, LIMIT / 2);
            List<ControlEvent> batch = new ArrayList<>(Topic.subjects(0, 20));
            batch.set(7, sized("large", "a", LIMIT / 2));
            batch.set(13, sized("larger", "b", LIMIT - 500));

            List<AppendOutcome> outcomes = sink.append(batch);

            List<Long> stored = versions(outcomes);
            assertThat(stored).hasSize(18);
            assertThat(stored).as("side by side").isEqualTo(sideBySide(stored.get(0), 18));
            assertThat(rejection(outcomes.get(7))).hasMessageContaining(LIMIT / 2 + " are the most");
            rejection(outcomes.get(13));
        }
    }

    @Test
    void whatTheProducerDoesNotTake_isRefusedByItsProperty() throws Exception {
        for (String compression : List.of("none", "gzip")) {
            Topic topic = Topic.create(kafka, "producer-" + compression);
            String request = "kafka-property=max.request.size=2000\ncompression.type=" + compression;
            try (Sink sink = topic.openSink(request)) {
                List<AppendOutcome> outcomes =
                        sink.append(List.of(Topic.event("a", 0), sized("large", "b", LIMIT), Topic.event("c", 0)));

                assertThat(versions(outcomes)).containsExactly(1L, 2L);
                assertThat(rejection(outcomes.get(1)))
                        .hasMessageContaining("2000 are the most")
                        .hasMessageContaining("--kafka-property max.request.size");
            }
        }
    }

    @Test
    void compressedEvent_isJudgedByTheBroker() throws Exception {
        Topic topic = Topic.create(kafka, "compressed", 1, LIMITED);
        try (Sink sink = topic.openSink("kafka-property=compression.type=gzip\nbatch.size=1000")) {
            ControlEvent dense = ControlEvent.builder("dense", "t", "dense")
                    .attribute("noise", noise(LIMIT * 2))
                    .build();
            List<AppendOutcome> outcomes =
                    sink.append(List.of(sized("sparse", "a", LIMIT), dense, Topic.event("small", 0)));

            assertThat(versions(outcomes)).as("all but the dense one").hasSize(2);
            rejection(outcomes.get(1));
        }
    }

    /** Up to the byte, the sink refuses what the broker would: here one of two sinks is not allowed to know the limit. */
    @Test
    void whoMayNotSeeTheLimit_getsTheSameAnswers() throws Exception {
        Topic open = Topic.create(kafka, "open", 1, LIMITED);
        Topic secret = Topic.create(kafka, "secret", 1, LIMITED);
        grant(secret, AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE);
        List<ControlEvent> sizes = IntStream.range(LIMIT - 400, LIMIT)
                .mapToObj(size -> sized("size-" + size, "subject-" + size, size))
                .toList();
        try (Sink told = open.openSink(SMALL_BATCHES);
                Sink untold = secret.openSink(SMALL_BATCHES)) {
            List<Boolean> answers = stored(told.append(sizes));

            assertThat(answers).contains(true, false);
            assertThat(stored(untold.append(sizes))).isEqualTo(answers);
        }
    }

    /** An event whose record takes a little more than this. */
    private static ControlEvent sized(String id, String subject, int bytes) {
        return ControlEvent.builder(id, "tenant.updated", subject)
                .attribute("large", "x".repeat(bytes))
                .build();
    }

    /** Text that cannot be compressed by much. */
    private static String noise(int length) {
        return new Random(1)
                .ints(length, '!', 0x7f)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<Long> versions(List<AppendOutcome> outcomes) {
        return outcomes.stream()
                .filter(AppendOutcome.Appended.class::isInstance)
                .map(outcome -> outcome.event().controlVersion())
                .toList();
    }

    private static List<Boolean> stored(List<AppendOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> {
                    if (outcome instanceof AppendOutcome.Appended) {
                        return true;
                    }
                    rejection(outcome);
                    return false;
                })
                .toList();
    }

    private static FeedException rejection(AppendOutcome outcome) {
        assertThat(outcome).isInstanceOf(AppendOutcome.Failed.class);
        FeedException error = ((AppendOutcome.Failed) outcome).error();
        assertThat(error).isInstanceOf(FeedException.Rejected.class);
        return error;
    }

    private static void setLimit(Topic topic, int bytes) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        AlterConfigOp set = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(bytes)), AlterConfigOp.OpType.SET);
        try (Admin admin = topic.admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
            Patience.until(
                    "the broker has the new limit", () -> String.valueOf(bytes).equals(limit(admin, resource)));
        }
    }

    private static String limit(Admin admin, ConfigResource topic) throws Exception {
        Config config =
                requireNonNull(admin.describeConfigs(List.of(topic)).all().get().get(topic));
        return requireNonNull(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)).value();
    }

    private static void grant(Topic topic, AclOperation... operations) throws Exception {
        ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic.name(), PatternType.LITERAL);
        List<AclBinding> acls = List.of(operations).stream()
                .map(operation -> new AclBinding(
                        resource, new AccessControlEntry("User:ANONYMOUS", "*", operation, AclPermissionType.ALLOW)))
                .toList();
        try (Admin admin = topic.admin()) {
            admin.createAcls(acls).all().get();
        }
    }

    private static List<Long> sideBySide(long first, int count) {
        return LongStream.range(first, first + count).boxed().toList();
    }
}
