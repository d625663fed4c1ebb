package io.controlfeed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import io.controlfeed.kafka.dev.DevKafkaCluster;
import io.controlfeed.kafka.dev.DevKafkaNode;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import io.controlfeed.publisher.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three brokers: all of them are killed for a while, and then the one that leads the lane. */
class BrokersAwayTest {
    private static final int OUTAGES = Chaos.count(1, 10);
    private static final int LONGEST_OUTAGE_MILLIS = Chaos.count(1_000, 10_000);
    private static final int MEANWHILE = 200;
    private static final String NAME = "brokers-away";

    @TempDir
    Path dir;

    private final Random random = Chaos.random("outages");

    @Test
    void thePumpRecoversByItself_withNothingLostOrDoubled() throws Exception {
        ControlPlane controlPlane = ControlPlane.create(Database.SQLITE, dir);
        try (DevKafkaCluster kafka = DevKafkaCluster.start(DevKafkaOptions.defaults())) {
            Feed feed = Feed.create(kafka, NAME);
            try (Pumps pumps = Pumps.start(NAME, controlPlane, feed);
                    Producers producers = Producers.start(controlPlane)) {
                List<Long> outages = new ArrayList<>();
                List<Long> leadersKilled = new ArrayList<>();
                for (int outage = 0; outage < OUTAGES; outage++) {
                    feed.awaitMore(1);
                    Patience.pass(Duration.ofMillis(random.nextInt(100)));
                    kafka.stop();
                    outages.add(System.currentTimeMillis());
                    producers.awaitMore(MEANWHILE);
                    Patience.pass(Duration.ofMillis(random.nextInt(LONGEST_OUTAGE_MILLIS)));
                    kafka.start();
                    feed.awaitMore(1);

                    DevKafkaNode leader = kafka.nodes().get(feed.leader() - 1);
                    leader.kill();
                    leadersKilled.add(System.currentTimeMillis());
                    feed.awaitMore(1);
                    leader.start();
                }
                producers.stop();
                Proof.awaitDrained(controlPlane);

                assertThat(pumps.both()).as("both pumps are alive").allMatch(PumpProcess::isAlive);
                List<Feed.Entry> entries = Proof.everythingOnceAndInOrder(controlPlane, feed, producers.rolledBack());
                Chaos.report(NAME + ": " + entries.size() + " events; nothing published while all brokers were away: "
                        + Stall.summary(outages, entries) + "; while the leader was: "
                        + Stall.summary(leadersKilled, entries));
            }
        }
    }
}
