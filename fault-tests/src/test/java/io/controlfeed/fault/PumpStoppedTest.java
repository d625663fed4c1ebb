package io.controlfeed.fault;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import io.controlfeed.publisher.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pump that works is stopped in good order, or stands still for longer than its lease. */
class PumpStoppedTest {
    private static final int ROUNDS = Chaos.count(1, 20);
    private static final int LONGEST_WORK_MICROS = 100_000;

    @TempDir
    Path dir;

    private final Random random = Chaos.random("stops");
    private final List<Long> moments = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void sigterm_theOtherTakesOverAtOnce(Database database) throws Exception {
        run("pump-terminated-" + database.name().toLowerCase(Locale.ROOT), database, (pumps, feed) -> {
            PumpProcess active = pumps.active();
            active.terminate();
            moments.add(System.currentTimeMillis());
            feed.awaitMore(1);
            active.start();
        });
    }

    /** In SQLite a writer that stands still stops all others, and nobody could take over. */
    @Test
    void sigstop_theStaleOneWritesNothingMore() throws Exception {
        run("pump-paused", Database.POSTGRESQL, (pumps, feed) -> {
            PumpProcess stale = pumps.active();
            PumpProcess other = pumps.other(stale);
            stale.pause();
            moments.add(System.currentTimeMillis());
            Patience.until("the other has taken over", () -> pumps.isActive(other));
            feed.awaitMore(1);
            stale.resume();
            feed.awaitMore(1);
            // It stood by, and works again when the other is gone; or it has ended.
            other.kill();
            Patience.until("the stale one works again, or has ended", () -> pumps.isActive(stale) || !stale.isAlive());
            if (!stale.isAlive()) {
                stale.start();
            }
            feed.awaitMore(1);
            other.start();
        });
    }

    private interface Round {
        void run(Pumps pumps, Feed feed) throws Exception;
    }

    private void run(String name, Database database, Round round) throws Exception {
        ControlPlane controlPlane = ControlPlane.create(database, dir);
        Feed feed = Feed.create(OneBroker.KAFKA, name);
        try (Pumps pumps = Pumps.start(name, controlPlane, feed);
                Producers producers = Producers.start(controlPlane)) {
            feed.awaitMore(1);
            for (int i = 0; i < ROUNDS; i++) {
                Patience.pass(Duration.ofNanos(1_000L * random.nextInt(LONGEST_WORK_MICROS)));
                round.run(pumps, feed);
            }
            producers.stop();
            Proof.awaitDrained(controlPlane);

            List<Feed.Entry> entries = Proof.everythingOnceAndInOrder(controlPlane, feed, producers.rolledBack());
            Chaos.report(name + ": " + entries.size() + " events; take-overs: " + Stall.summary(moments, entries)
                    + ", with a lease of " + Pumps.LEASE.toMillis() + " ms");
        }
    }
}
