package io.controlfeed.feed.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.controlfeed.kafka.dev.DevKafkaCluster;
import io.controlfeed.kafka.dev.DevKafkaNode;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The broker falls silent, or dies, just before the commit reaches it. */
class UnansweredCommitTest {
    private static DevKafkaCluster kafka;
    private static DevKafkaNode broker;

    @BeforeAll
    static void startKafka() {
        kafka = DevKafkaCluster.start(
                DevKafkaOptions.defaults()
                        .withBrokerProperty("broker.session.timeout.ms", "2000")
                        .withBrokerProperty("broker.heartbeat.interval.ms", "500"),
                1);
        broker = kafka.nodes().get(0);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @AfterEach
    void endFault() {
        broker.resume();
        broker.start();
    }

    @Test
    void commitThatIsAnsweredLate_isSettledByAskingAgain() throws Exception {
        Topic topic = Topic.create(kafka, "late");
        try (Transactions transactions = transactions(topic)) {
            Transactions.InDoubt doubt = inDoubt(transactions, topic, "a", broker::pause);
            assertThat(transactions.isUnanswered()).isTrue();

            broker.resume();
            transactions.settle();

            assertThat(transactions.isUnanswered()).isFalse();
            List<Long> next = store(transactions, topic, "b");
            assertThat(committed(topic)).containsExactly("a", "b");
            assertThat(next.get(0)).isGreaterThan(doubt.offsets().get(0));
        }
    }

    @Test
    void commitThatNeverReachedTheBroker_isSettledAfterItsRestart() throws Exception {
        Topic topic = Topic.create(kafka, "restarted");
        try (Transactions transactions = transactions(topic)) {
            inDoubt(transactions, topic, "a", broker::kill);

            broker.start();
            transactions.settle();

            store(transactions, topic, "b");
            assertThat(committed(topic)).containsExactly("a", "b");
        }
    }

    /** However often it was used meanwhile, an outage must not make it forget that it may have to give way. */
    @Test
    void oneInDoubt_isFencedByANewerOneAndDoesNotFenceIt() throws Exception {
        Topic topic = Topic.create(kafka, "fenced");
        try (Transactions older = transactions(topic)) {
            inDoubt(older, topic, "in-doubt", broker::pause);
            for (int use = 0; use < 2; use++) {
                assertThat(catchThrowableOfType(Transactions.NotStored.class, () -> store(older, topic, "meanwhile")))
                        .satisfies(notStored -> assertThat(KafkaErrors.isFenced(notStored.why()))
                                .isFalse());
            }
            broker.resume();
            try (Transactions newer = transactions(topic)) {
                store(newer, topic, "a");

                assertFenced(older, topic);
                assertFenced(older, topic);

                store(newer, topic, "b");
            }
            assertThat(committed(topic)).endsWith("a", "b").doesNotContain("meanwhile", "fenced");
        }
    }

    private static void assertFenced(Transactions older, Topic topic) {
        assertThatThrownBy(() -> store(older, topic, "fenced"))
                .isInstanceOfSatisfying(
                        Transactions.NotStored.class,
                        notStored -> assertThat(KafkaErrors.isFenced(notStored.why()))
                                .as("%s", notStored.why())
                                .isTrue());
    }

    private static List<Long> store(Transactions transactions, Topic topic, String value)
            throws Transactions.NotStored, Transactions.InDoubt {
        return transactions.store(records(topic, value), first -> {});
    }

    private static Transactions.InDoubt inDoubt(Transactions transactions, Topic topic, String value, Runnable fault) {
        Transactions.InDoubt doubt = catchThrowableOfType(
                Transactions.InDoubt.class, () -> transactions.store(records(topic, value), first -> fault.run()));
        assertThat(doubt).isNotNull();
        return doubt;
    }

    private static Transactions transactions(Topic topic) {
        KafkaFeedSettings settings = settings(topic);
        return new Transactions(new KafkaClients(settings), settings.timeout(), () -> true);
    }

    private static KafkaFeedSettings settings(Topic topic) {
        return new KafkaFeedSettings(
                topic.kafka().bootstrapServers(),
                topic.name(),
                0,
                "publisher",
                "group",
                Duration.ofSeconds(2),
                new WireSettings(WireSettings.Codec.AVRO, Optional.empty(), Map.of()),
                Map.of());
    }

    private static List<ProducerRecord<byte[], byte[]>> records(Topic topic, String value) {
        return List.of(new ProducerRecord<>(topic.name(), 0, value.getBytes(UTF_8), value.getBytes(UTF_8)));
    }

    /** Up to the last record, of which a committed reader must see that it is there. */
    private static List<String> committed(Topic topic) throws Exception {
        List<String> values = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaClients(settings(topic)).consumer(1_000, new ByteArrayDeserializer())) {
            consumer.assign(List.of(topic.lane(0)));
            consumer.seek(topic.lane(0), 0);
            Patience.until("the last record can be read", () -> {
                consumer.poll(Duration.ofMillis(50)).forEach(found -> values.add(new String(found.value(), UTF_8)));
                return values.contains("b");
            });
        }
        return values;
    }
}
