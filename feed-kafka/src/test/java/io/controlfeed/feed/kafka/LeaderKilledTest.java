package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import io.controlfeed.kafka.dev.DevKafkaCluster;
import io.controlfeed.kafka.dev.DevKafkaNode;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of three brokers, the one that leads the lane is killed while events are appended and read, again and again. */
class LeaderKilledTest {
    private static final int KILLS = Chaos.count(2, 10);
    private static final int BATCH = 20;
    /** How many events have to get through after each change before the next. */
    private static final int BETWEEN = 200;

    private static final String TIMEOUT = "kafka-timeout=10";
    private static final Duration SHORT = Duration.ofMillis(200);

    private static DevKafkaCluster kafka;

    private final AtomicBoolean over = new AtomicBoolean();
    private final Progress appended = new Progress();
    private final Progress polled = new Progress();

    @BeforeAll
    static void start() {
        kafka = DevKafkaCluster.start(DevKafkaOptions.defaults());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void appendsAndPolls_goOnWithNothingLostOrDoubled() throws Exception {
        Topic topic = Topic.create(kafka, "leader-killed");
        Future<List<ControlEvent>> appending = Patience.start("appending", () -> append(topic));
        Future<List<ControlEvent>> polling = Patience.start("polling", () -> poll(topic, appending));
        try (Admin admin = topic.admin()) {
            for (int kill = 0; kill < KILLS; kill++) {
                awaitProgress(appending, polling);
                int leader = Objects.requireNonNull(lane(admin, topic).leader()).id();
                DevKafkaNode node = kafka.nodes().get(leader - 1);
                node.kill();
                awaitProgress(appending, polling);
                node.start();
                Patience.until(
                        "all copies are in sync", () -> lane(admin, topic).isr().size() == 3);
            }
        }
        awaitProgress(appending, polling);
        over.set(true);

        List<ControlEvent> promised = Patience.finish("appending", appending);

        assertThat(Patience.finish("polling", polling)).isEqualTo(promised);
        assertThat(topic.readAll(TIMEOUT)).isEqualTo(promised);
        assertThat(Topic.ids(promised)).doesNotHaveDuplicates();
        Chaos.report("killed leader: " + KILLS + " kills, " + promised.size() + " events; longest stall of append "
                + appended + ", of poll " + polled);
    }

    private void awaitProgress(Future<?> appending, Future<?> polling) throws Exception {
        int appendedBefore = appended.count();
        int polledBefore = polled.count();
        Patience.until(
                "events are appended and polled",
                () -> appending.isDone()
                        || polling.isDone()
                        || (appended.count() - appendedBefore >= BETWEEN && polled.count() - polledBefore >= BETWEEN));
        assertThat(appending.isDone() || polling.isDone())
                .as("failed early: %s %s", appending, polling)
                .isFalse();
    }

    private static TopicPartitionInfo lane(Admin admin, Topic topic) throws Exception {
        return Objects.requireNonNull(admin.describeTopics(List.of(topic.name()))
                        .allTopicNames()
                        .get()
                        .get(topic.name()))
                .partitions()
                .get(0);
    }

    /** One sink for all the time; what was not stored, or may not have been, is tried again. */
    private List<ControlEvent> append(Topic topic) {
        List<ControlEvent> promised = new ArrayList<>();
        try (Sink sink = topic.openSink(TIMEOUT)) {
            for (int next = 0; !over.get(); next += BATCH) {
                List<ControlEvent> open = Topic.events("event", next, next + BATCH);
                while (!open.isEmpty()) {
                    List<ControlEvent> stored = new ArrayList<>();
                    List<ControlEvent> again = new ArrayList<>();
                    for (AppendOutcome outcome : sink.append(open)) {
                        if (outcome instanceof AppendOutcome.Failed failed) {
                            assertThat(failed.error())
                                    .isInstanceOfAny(
                                            FeedException.Unavailable.class, FeedException.Indeterminate.class);
                        }
                        boolean isOpen =
                                outcome instanceof AppendOutcome.Failed || outcome instanceof AppendOutcome.HeldBack;
                        (isOpen ? again : stored).add(outcome.event());
                    }
                    appended.add(stored.size());
                    promised.addAll(stored);
                    open = again;
                }
            }
        }
        return promised;
    }

    /** One source for all the time. */
    private List<ControlEvent> poll(Topic topic, Future<?> appending) throws Exception {
        List<ControlEvent> read = new ArrayList<>();
        try (Source source = topic.openSource(TIMEOUT)) {
            boolean atTheEnd = false;
            while (!atTheEnd) {
                boolean complete = appending.isDone();
                try {
                    List<ControlEvent> some = source.poll(
                            read.isEmpty() ? 0 : read.get(read.size() - 1).controlVersion(), SHORT);
                    read.addAll(some);
                    polled.add(some.size());
                    atTheEnd = complete && some.isEmpty();
                } catch (FeedException.Unavailable away) {
                    assertThat(complete).as("%s", away).isFalse();
                }
            }
        }
        return read;
    }

    /** How many events got through, and the longest time in which none did. */
    private static final class Progress {
        private final AtomicInteger count = new AtomicInteger();
        private long last = System.nanoTime();
        private long longest;

        int count() {
            return count.get();
        }

        synchronized void add(int events) {
            if (events > 0) {
                long now = System.nanoTime();
                longest = count.get() == 0 ? 0 : Math.max(longest, now - last);
                last = now;
                count.addAndGet(events);
            }
        }

        @Override
        public synchronized String toString() {
            return longest / 1_000_000 + " ms";
        }
    }
}
