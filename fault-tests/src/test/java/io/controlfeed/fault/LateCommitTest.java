package io.controlfeed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import io.controlfeed.publisher.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In PostgreSQL rows get their ids long before they are committed, and others with higher ids overtake them. */
class LateCommitTest {
    private static final int ROUNDS = Chaos.count(3, 30);
    private static final int LATE = 15;
    private static final int MEANWHILE = 100;
    private static final String NAME = "late-commits";

    @TempDir
    Path dir;

    private final Random random = Chaos.random("late commits");
    private final List<String> rolledBack = new ArrayList<>();
    private int committed;

    @Test
    void whatWasOvertaken_isNotSkipped() throws Exception {
        ControlPlane controlPlane = ControlPlane.create(Database.POSTGRESQL, dir);
        Feed feed = Feed.create(OneBroker.KAFKA, NAME);
        try (PumpProcess pump = new PumpProcess(NAME, controlPlane, feed, Pumps.LEASE);
                Producers producers = Producers.start(controlPlane)) {
            feed.awaitMore(1);
            for (int round = 0; round < ROUNDS; round++) {
                commitLate(controlPlane, producers);
            }
            producers.stop();
            Proof.awaitDrained(controlPlane);

            assertThat(pump.isAlive()).isTrue();
            rolledBack.addAll(producers.rolledBack());
            Proof.everythingOnceAndInOrder(controlPlane, feed, rolledBack);
            assertThat(overtaken(controlPlane)).isEqualTo(committed);
            Chaos.report(NAME + ": " + committed + " rows were overtaken by others with higher ids");
        }
    }

    private void commitLate(ControlPlane controlPlane, Producers producers) throws Exception {
        List<Connection> open = new ArrayList<>();
        List<List<String>> events = new ArrayList<>();
        try {
            for (int i = 0; i < LATE; i++) {
                Connection connection = controlPlane.connect();
                open.add(connection);
                String subject = "late/" + i;
                events.add(controlPlane.change(connection, Collections.nCopies(1 + random.nextInt(3), subject)));
            }
            long latest = Long.parseLong(controlPlane
                    .query("SELECT max(id) FROM control_events_outbox")
                    .get(0));
            producers.awaitMore(MEANWHILE);
            Patience.until(
                    "others overtake",
                    () -> controlPlane.count("state = 'published' AND id > " + (latest + LATE * 3)) > 0);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < LATE; i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            for (int i : order) {
                end(open.get(i), events.get(i));
                producers.awaitMore(1);
            }
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private void end(Connection connection, List<String> events) throws SQLException {
        if (random.nextInt(4) == 0) {
            rolledBack.addAll(events);
            connection.rollback();
        } else {
            committed += events.size();
            connection.commit();
        }
    }

    /** Late rows behind which a row with a higher id stands in the feed. */
    private static long overtaken(ControlPlane controlPlane) throws SQLException {
        return controlPlane.count("subject LIKE 'late/%' AND EXISTS (SELECT 1 FROM control_events_outbox AS other"
                + " WHERE other.id > control_events_outbox.id"
                + " AND other.published_control_version < control_events_outbox.published_control_version)");
    }
}
