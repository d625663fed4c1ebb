package io.controlfeed.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.outbox.Outbox;
import io.controlfeed.publisher.pump.PumpSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pump that would look by itself only after an hour is woken by each commit. */
class WakeUpTest {
    private static final int TIMES = 20;
    private static final PumpSettings SLEEPY = new PumpSettings(
            "test",
            1_000,
            3,
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofHours(1),
            Duration.ofSeconds(5),
            false,
            false);

    @TempDir
    Path dir;

    private final MemoryFeed feed = new MemoryFeed();

    @ParameterizedTest
    @EnumSource
    void everyCommitOfAnotherConnection_wakesThePump(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        RunningPump pump = RunningPump.start(outbox, feed, SLEEPY);
        try (Connection connection = outbox.connect()) {
            for (int i = 0; i < TIMES; i++) {
                String id = "e-" + i;
                connection
                        .createStatement()
                        .execute("INSERT INTO control_events_outbox (event_id, event_type) VALUES ('" + id + "', 't')");
                Eventually.holds(
                        id + " is published", () -> Rows.state(outbox, id).equals("published"));
            }
        } finally {
            pump.stop();
        }
        assertThat(FeedContent.of(feed)).hasSize(TIMES);
    }

    /** It began while the pump was at work, and nobody told it to wake anybody. */
    @Test
    void transactionThatEndsLongAfterItsInsert_wakesThePumpToo() throws Exception {
        Fresh outbox = Database.POSTGRESQL.create(dir);
        RunningPump pump = RunningPump.start(outbox, feed, SLEEPY);
        try (Connection slow = outbox.connect()) {
            for (int i = 0; i < TIMES; i++) {
                slow.setAutoCommit(false);
                new Outbox().enqueue(slow, Rows.event("slow-" + i, "a"));
                Rows.enqueue(outbox, Rows.events("meanwhile-" + i, 200, "b"));
                String last = "meanwhile-" + i + "-199";
                Eventually.holds(
                        last + " is published", () -> Rows.state(outbox, last).equals("published"));
                slow.commit();
                String id = "slow-" + i;
                Eventually.holds(
                        id + " is published", () -> Rows.state(outbox, id).equals("published"));
            }
        } finally {
            pump.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void pumpThatSleeps_endsWhenItIsTold(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        RunningPump pump = RunningPump.start(outbox, feed, SLEEPY);
        Rows.enqueue(outbox, Rows.event("one", "a"));
        Eventually.holds("one is published", () -> Rows.state(outbox, "one").equals("published"));

        pump.stop();

        assertThat(outbox.query("SELECT is_settled FROM control_events_pump")).containsExactly("1");
    }
}
