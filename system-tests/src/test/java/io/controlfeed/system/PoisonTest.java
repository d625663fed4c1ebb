package io.controlfeed.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import io.controlfeed.publisher.Database;
import io.controlfeed.publisher.outbox.Outbox;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At the head of the outbox stand rows that no feed will ever take: half of them are no events, half are too large for the topic. */
class PoisonTest {
    private static final int POISON = Chaos.count(64, 10_000);
    private static final int OTHERS = Chaos.count(10_000, 100_000);
    private static final int SUBJECTS = 500;
    private static final int LARGEST_MESSAGE = 20_000;
    /** As always, what the producer gathers is less than what the topic takes: a batch that is too large is split, slowly. */
    private static final int LARGEST_BATCH = 10_000;

    private static final String TOO_LONG = "x".repeat(8_000);
    private static final String PLAIN =
            "INSERT INTO control_events_outbox (event_id, event_type, subject, attributes) VALUES (?, ?, ?, ?)";

    @TempDir
    Path dir;

    @Test
    void everythingElse_isPublished_andPoisonIsParked() throws Exception {
        Duration without = publish("no-poison", 0);
        Duration with = publish("poison", POISON);

        Chaos.report("poison: " + OTHERS + " events, " + rate(without) + "/s; with " + POISON
                + " poison rows before them " + rate(with) + "/s");
    }

    private static long rate(Duration time) {
        return OTHERS * 1_000L / time.toMillis();
    }

    /** Returns the time from when the pump had the lease until everything that can be published was. */
    private Duration publish(String name, int poison) throws Exception {
        ControlPlane controlPlane = ControlPlane.create(Database.SQLITE, dir);
        Feed feed = Feed.create(OneBroker.KAFKA, name, Map.of("kafka-property", "batch.size=" + LARGEST_BATCH));
        feed.configure(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGEST_MESSAGE));
        enqueue(controlPlane, poison);
        try (PumpProcess pump = new PumpProcess(name, controlPlane, feed, Pumps.LEASE)) {
            Patience.until(
                    "the pump has the lease",
                    () -> controlPlane
                            .query("SELECT token FROM control_events_pump")
                            .equals(List.of("1")));
            long begin = System.nanoTime();
            Patience.until("everything else is published", () -> controlPlane.count("state = 'published'") == OTHERS);
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            Proof.awaitDrained(controlPlane);

            assertThat(pump.isAlive()).isTrue();
            assertThat(Proof.everythingOnceAndInOrder(controlPlane, feed, List.of()))
                    .hasSize(OTHERS);
            assertThat(controlPlane.count("state = 'parked' AND subject LIKE 'poison/%' AND event_type <> 'behind'"))
                    .isEqualTo(poison);
            assertThat(controlPlane.count("state = 'held' AND event_type = 'behind'"))
                    .isEqualTo(poison);
            return time;
        }
    }

    private static void enqueue(ControlPlane controlPlane, int poison) throws SQLException {
        try (Connection connection = controlPlane.connect();
                PreparedStatement plain = connection.prepareStatement(PLAIN)) {
            for (int i = 0; i < poison; i++) {
                if (i % 2 == 0) {
                    insert(plain, "poison-" + i, "resource.changed", "poison/" + i, "{ no JSON");
                } else {
                    new Outbox().enqueue(connection, tooLarge(i));
                }
            }
            List<String> subjects = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                subjects.add("resource/" + i % SUBJECTS);
            }
            controlPlane.change(connection, subjects);
            for (int i = 0; i < poison; i++) {
                insert(plain, "behind-" + i, "behind", "poison/" + i, null);
            }
            connection.commit();
        }
    }

    private static void insert(
            PreparedStatement plain, String id, String type, String subject, @Nullable String attributes)
            throws SQLException {
        plain.setString(1, id);
        plain.setString(2, type);
        plain.setString(3, subject);
        plain.setString(4, attributes);
        plain.executeUpdate();
    }

    private static ControlEvent tooLarge(int i) {
        return ControlEvent.builder("poison-" + i, "resource.changed", "poison/" + i)
                .attribute("a", TOO_LONG)
                .attribute("b", TOO_LONG)
                .attribute("c", TOO_LONG)
                .build();
    }
}
