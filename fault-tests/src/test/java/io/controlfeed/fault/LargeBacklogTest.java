package io.controlfeed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import io.controlfeed.publisher.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pump works in 64 MB of memory, however much waits and however large it is. */
class LargeBacklogTest {
    /** So large that a batch of the usual number of rows would fill a pump's memory. */
    private static final int LARGE_ROWS = Chaos.count(1_000, 20_000);

    private static final int ROWS = Chaos.count(20_000, 5_000_000);
    private static final int FIRST = Math.min(ROWS, 50_000);

    private static final String NUMBERS =
            " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) ";
    private static final String ENQUEUE =
            "INSERT INTO control_events_outbox (event_id, event_type, subject, version, attributes)" + NUMBERS
                    + "SELECT 'row-' || i, 'resource.changed', 'row/' || i, 1, ? FROM n";
    private static final String CHANGE =
            "INSERT INTO resources (subject, version)" + NUMBERS + "SELECT 'row/' || i, 1 FROM n";

    private static final int ATTRIBUTES = 7;
    private static final int LONGEST = 8_000;

    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource
    void largeRows_arePublishedInSmallerBatches(Database database) throws Exception {
        String name = "large-rows-" + database.name().toLowerCase(Locale.ROOT);
        ControlPlane controlPlane = ControlPlane.create(database, dir);
        Feed feed = Feed.create(OneBroker.KAFKA, name);
        enqueue(controlPlane, LARGE_ROWS, large());
        try (PumpProcess pump = new PumpProcess(name, controlPlane, feed, Pumps.LEASE)) {
            Patience.until(
                    "all are published, or the pump is gone",
                    () -> !pump.isAlive() || controlPlane.count("state = 'published'") == LARGE_ROWS);

            assertThat(pump.isAlive()).as("it had memory enough").isTrue();
            assertThat(Proof.everythingOnceAndInOrder(controlPlane, feed, List.of()))
                    .hasSize(LARGE_ROWS);
        }
    }

    @Test
    void hugeBacklog_isPublishedFromItsBeginning() throws Exception {
        String name = "huge-backlog";
        ControlPlane controlPlane = ControlPlane.create(Database.SQLITE, dir);
        Feed feed = Feed.create(OneBroker.KAFKA, name);
        enqueue(controlPlane, ROWS, null);
        try (PumpProcess pump = new PumpProcess(name, controlPlane, feed, Pumps.LEASE)) {
            Patience.until(
                    "the first are published, or the pump is gone",
                    () -> !pump.isAlive() || controlPlane.count("state = 'published'") >= FIRST);

            assertThat(pump.isAlive()).as("it had memory enough").isTrue();
            pump.terminate();
            List<Feed.Entry> entries = feed.read();
            for (int i = 0; i < entries.size(); i++) {
                assertThat(entries.get(i).eventId()).isEqualTo("row-" + (i + 1));
            }
            assertThat(entries).hasSizeGreaterThanOrEqualTo(FIRST);
        }
    }

    private static void enqueue(ControlPlane controlPlane, int rows, @Nullable String attributes) throws SQLException {
        try (Connection connection = controlPlane.connect();
                PreparedStatement enqueue = connection.prepareStatement(ENQUEUE);
                PreparedStatement change = connection.prepareStatement(CHANGE)) {
            enqueue.setInt(1, rows);
            enqueue.setString(2, attributes);
            enqueue.executeUpdate();
            change.setInt(1, rows);
            change.executeUpdate();
            connection.commit();
        }
    }

    private static String large() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < ATTRIBUTES; i++) {
            json.append(i == 0 ? "" : ",").append("\"a").append(i).append("\":\"");
            json.append("x".repeat(LONGEST)).append('"');
        }
        return json.append('}').toString();
    }
}
