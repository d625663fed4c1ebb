package io.controlfeed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import io.controlfeed.publisher.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SIGKILL of the pump that works, of the one that stands by, and of both, at random moments under load, while rows of each batch fail
 * and an operator discards them.
 */
class PumpKilledTest {
    private static final int KILLS = Chaos.count(3, 100);
    /** One of so many kills comes while others start, open or settle what the last one left. */
    private static final int EARLY = 2;

    private static final int LONGEST_START_MILLIS = 1_200;
    private static final int LONGEST_WORK_MICROS = 100_000;

    @TempDir
    Path dir;

    private final Random random = Chaos.random("kills");
    private final List<Long> killsOfTheActive = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void eachCommittedRow_isInTheFeedOnceAndInOrder(Database database) throws Exception {
        String name = "pump-killed-" + database.name().toLowerCase(Locale.ROOT);
        ControlPlane controlPlane = ControlPlane.create(database, dir);
        Feed feed = Poison.feed(name);
        try (Pumps pumps = Pumps.start(name, controlPlane, feed);
                Producers producers = Producers.start(controlPlane);
                Poisoner poisoner = Poisoner.start(controlPlane)) {
            feed.awaitMore(1);
            for (int kill = 0; kill < KILLS; kill++) {
                awaitMoment(feed);
                kill(pumps);
            }
            feed.awaitMore(1);
            producers.stop();
            int poison = poisoner.finish();

            List<Feed.Entry> entries = Proof.everythingOnceAndInOrder(controlPlane, feed, producers.rolledBack());

            assertThat(controlPlane.count("state = 'discarded'")).isEqualTo(poison);
            assertThat(entries).hasSize(Math.toIntExact(controlPlane.count("true")) - poison);
            Chaos.report(name + ": " + KILLS + " kills, " + entries.size() + " events, "
                    + producers.rolledBack().size() + " rolled back, " + poison + " poison; take-overs: "
                    + Stall.summary(killsOfTheActive, entries) + ", with a lease of " + Pumps.LEASE.toMillis() + " ms");
        }
    }

    private void awaitMoment(Feed feed) throws Exception {
        if (random.nextInt(EARLY) == 0) {
            Patience.pass(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)));
        } else {
            feed.awaitMore(1);
            Patience.pass(Duration.ofNanos(1_000L * random.nextInt(LONGEST_WORK_MICROS)));
        }
    }

    private void kill(Pumps pumps) throws Exception {
        PumpProcess active = pumps.active();
        List<PumpProcess> victims = List.of(
                        List.of(pumps.other(active)), pumps.both(), List.of(active), List.of(active))
                .get(random.nextInt(4));
        for (PumpProcess victim : victims) {
            victim.kill();
            if (victim == active) {
                killsOfTheActive.add(System.currentTimeMillis());
            }
            victim.start();
        }
    }
}
