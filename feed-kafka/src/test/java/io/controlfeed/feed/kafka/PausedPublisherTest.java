package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A publisher is stopped in its tracks, another one takes over, and the first one wakes up and goes on as if nothing had been. */
class PausedPublisherTest {
    private static final int PAUSES = Chaos.count(3, 30);
    private static final int ENDLESS = 1_000_000;
    private static final int BATCH = 50;
    private static final int LONGEST_MILLIS = 50;

    private static DevKafka kafka;

    private final Random random = Chaos.random("pauses");

    @BeforeAll
    static void start() {
        kafka = DevKafka.start(DevKafkaOptions.defaults());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void olderPublisher_isFencedWhenItWakesUp() throws Exception {
        for (int pause = 0; pause < PAUSES; pause++) {
            takeOverWhilePaused(Topic.create(kafka, "paused-" + pause), older -> {
                Patience.pass(Duration.ofNanos((long) (random.nextDouble() * LONGEST_MILLIS * 1_000_000)));
                older.pause();
            });
        }
    }

    @Test
    void olderPublisher_inTheMiddleOfATransaction_isFencedWhenItWakesUp() throws Exception {
        Topic topic = Topic.create(kafka, "paused-in-transaction");
        String id = "controlfeed." + topic.name() + ".0";
        try (Admin admin = topic.admin()) {
            takeOverWhilePaused(
                    topic,
                    older -> Patience.until("it is paused in the middle of a transaction", () -> {
                        older.pause();
                        boolean isInTheMiddle = admin.describeTransactions(List.of(id))
                                        .description(id)
                                        .get()
                                        .state()
                                == TransactionState.ONGOING;
                        if (!isInTheMiddle) {
                            older.resume();
                        }
                        return isInTheMiddle;
                    }));
        }
    }

    private interface Pause {
        void begin(AppendingJvm older) throws Exception;
    }

    private static void takeOverWhilePaused(Topic topic, Pause pause) throws Exception {
        try (AppendingJvm older = new AppendingJvm(topic.settings(Topic.PATIENT))) {
            older.append("older", 0, ENDLESS, BATCH);
            Patience.until(
                    "the older publisher has appended something",
                    () -> !older.fates().isEmpty());
            pause.begin(older);
            List<ControlEvent> expected = new ArrayList<>();
            List<ControlEvent> takenOver;
            try (Sink newer = topic.openSink()) {
                expected.addAll(topic.readAll());
                takenOver = stamped(newer, Topic.events("newer", 0, BATCH));

                older.resume();
                older.awaitDone(1);

                takenOver.addAll(stamped(newer, Topic.events("newer", BATCH, 2 * BATCH)));
            }
            expected.addAll(takenOver);
            List<ControlEvent> read = topic.readAll();
            List<AppendingJvm.Fate> fates = older.fates();
            String seed = "-Dchaos.seed=" + Chaos.SEED;
            assertThat(read)
                    .as("nothing of the older one since it was taken over, %s", seed)
                    .isEqualTo(expected);
            assertThat(Topic.ids(read)).as(seed).doesNotHaveDuplicates();
            assertThat(fates.get(fates.size() - BATCH).kind()).as(seed).isEqualTo("fenced");
            assertThat(Topic.versions(read)).as(seed).containsAllEntriesOf(AppendingJvm.Fate.versions(fates));
        }
    }

    private static List<ControlEvent> stamped(Sink sink, List<ControlEvent> events) {
        List<ControlEvent> stamped = new ArrayList<>();
        sink.append(events).forEach(outcome -> stamped.add(outcome.orThrow()));
        return stamped;
    }
}
