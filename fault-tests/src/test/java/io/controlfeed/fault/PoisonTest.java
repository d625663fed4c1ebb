package io.controlfeed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import io.controlfeed.publisher.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At the head of the outbox stand rows that no feed will ever take. */
class PoisonTest {
    private static final int POISON = Chaos.count(64, 10_000);
    private static final int OTHERS = Chaos.count(10_000, 100_000);
    private static final int SUBJECTS = 500;
    private static final String BEHIND =
            "INSERT INTO control_events_outbox (event_id, event_type, subject) VALUES (?, 'behind', ?)";

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
        Feed feed = Poison.feed(name);
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
                PreparedStatement behind = connection.prepareStatement(BEHIND)) {
            for (int i = 0; i < poison; i++) {
                Poison.enqueue(connection, i, "poison/" + i);
            }
            List<String> subjects = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                subjects.add("resource/" + i % SUBJECTS);
            }
            controlPlane.change(connection, subjects);
            for (int i = 0; i < poison; i++) {
                behind.setString(1, "behind-" + i);
                behind.setString(2, "poison/" + i);
                behind.executeUpdate();
            }
            connection.commit();
        }
    }
}
