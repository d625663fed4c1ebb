package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** SIGKILL of the publisher at random moments: when it opens, in the middle of a transaction, between commit and answer. */
class KilledPublisherTest {
    private static final int KILLS = Chaos.count(6, 100);
    private static final int ENDLESS = 1_000_000;
    private static final int LARGEST_BATCH = 20;
    /** One in so many is killed while it starts and opens. */
    private static final int EARLY = 5;

    private static final int LONGEST_START_MILLIS = 3_000;
    private static final int LONGEST_MICROS = 60_000;

    private static DevKafka kafka;

    private final Random random = Chaos.random("kills");

    @BeforeAll
    static void start() {
        kafka = DevKafka.start(DevKafkaOptions.defaults());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    /** Each process begins with what the one before it was not promised, as a pump does with the rows that are pending. */
    @Test
    void everyEvent_isThereOnceAndInOrder() throws Exception {
        Topic topic = Topic.create(kafka, "killed-publisher");
        Map<String, Long> promised = new HashMap<>();
        int duplicates = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (AppendingJvm publisher = new AppendingJvm(topic.settings(Topic.PATIENT))) {
                publisher.append("event", promised.size(), ENDLESS, 1 + random.nextInt(LARGEST_BATCH));
                awaitMomentToKill(publisher);
                publisher.kill();
                duplicates += note(publisher, promised);
            }
        }
        int all = promised.size() + LARGEST_BATCH;
        try (AppendingJvm publisher = new AppendingJvm(topic.settings(Topic.PATIENT))) {
            publisher.append("event", promised.size(), all, LARGEST_BATCH);
            publisher.awaitDone(1);
            duplicates += note(publisher, promised);
        }

        List<ControlEvent> read = topic.readAll();

        String seed = "-Dchaos.seed=" + Chaos.SEED;
        assertThat(Topic.ids(read))
                .as("once and in order, %s", seed)
                .isEqualTo(Topic.ids(Topic.events("event", 0, all)));
        assertThat(Topic.versions(read)).as("where it was promised, %s", seed).isEqualTo(promised);
        Chaos.report("killed publisher: " + KILLS + " kills, " + all + " events, " + duplicates
                + " stored without its knowing and not stored again");
    }

    private void awaitMomentToKill(AppendingJvm publisher) throws Exception {
        if (random.nextInt(EARLY) == 0) {
            Patience.pass(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)));
        } else {
            Patience.until(
                    "a publisher has appended something",
                    () -> !publisher.fates().isEmpty());
            Patience.pass(Duration.ofNanos(1_000L * random.nextInt(LONGEST_MICROS)));
        }
    }

    /** Returns how many of the events were there already. */
    private static int note(AppendingJvm publisher, Map<String, Long> promised) {
        int duplicates = 0;
        for (AppendingJvm.Fate fate : publisher.fates()) {
            assertThat(fate.isStored())
                    .as("%s, -Dchaos.seed=%s", fate, Chaos.SEED)
                    .isTrue();
            assertThat(promised.put(fate.id(), fate.version())).as(fate.id()).isNull();
            duplicates += fate.kind().equals("duplicate") ? 1 : 0;
        }
        return duplicates;
    }
}
