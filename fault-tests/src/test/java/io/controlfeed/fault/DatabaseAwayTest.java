package io.controlfeed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import io.controlfeed.publisher.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL ends all connections, lets nobody in for longer than the lease, and stands still for longer than the lease. */
@SuppressWarnings("try")
class DatabaseAwayTest {
    private static final int ROUNDS = Chaos.count(1, 10);
    private static final int CUTS = 5;
    private static final Duration OUTAGE = Pumps.LEASE.multipliedBy(2);
    private static final String NAME = "database-away";

    @TempDir
    Path dir;

    private final Random random = Chaos.random("cuts");

    @Test
    void thePumpGoesOnByItself_withNothingLostOrDoubled() throws Exception {
        ControlPlane controlPlane = ControlPlane.create(Database.POSTGRESQL, dir);
        PostgresqlFaults faults = new PostgresqlFaults(controlPlane.place());
        Feed feed = Feed.create(OneBroker.KAFKA, NAME);
        try (Pumps pumps = Pumps.start(NAME, controlPlane, feed);
                Producers producers = Producers.start(controlPlane)) {
            List<Long> moments = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (int cut = 0; cut < CUTS; cut++) {
                    feed.awaitMore(1);
                    Patience.pass(Duration.ofMillis(random.nextInt(50)));
                    faults.endConnections();
                }
                feed.awaitMore(1);
                try (PostgresqlFaults.Outage closed = faults.letNobodyIn()) {
                    moments.add(System.currentTimeMillis());
                    Patience.pass(OUTAGE);
                }
                feed.awaitMore(1);
                try (PostgresqlFaults.Outage standingStill = faults.standStill()) {
                    moments.add(System.currentTimeMillis());
                    Patience.pass(OUTAGE);
                }
                feed.awaitMore(1);
            }
            producers.stop();
            Proof.awaitDrained(controlPlane);

            assertThat(pumps.both()).as("both pumps are alive").allMatch(PumpProcess::isAlive);
            List<Feed.Entry> entries = Proof.everythingOnceAndInOrder(controlPlane, feed, producers.rolledBack());
            Chaos.report(NAME + ": " + entries.size() + " events; nothing published around outages of "
                    + OUTAGE.toMillis() + " ms: " + Stall.summary(moments, entries));
        }
    }
}
