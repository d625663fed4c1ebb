package io.controlfeed.system.whole;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.publisher.Database;
import io.controlfeed.publisher.Database.Fresh;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole product under a schedule of faults that is drawn from a seed. {@code -Dchaos.seed=N} draws the same one, and has the producers
 * make the same transactions; {@code -Dchaos=full} and {@code -Dsoak=1h} let it go on for longer.
 */
class WholeTest {
    private static final Duration LENGTH = Length.chosen();

    @TempDir
    Path dir;

    @ParameterizedTest
    @MethodSource("outboxes")
    void whateverGoesWrong_eachCommitHasItsEffectOnceAndInOrderOnEachNode(Database database) throws Exception {
        String scene = database.name().toLowerCase(Locale.ROOT);
        Fresh outbox = database.empty(dir);
        Ledger ledger = new Ledger(outbox);
        try (Fleet fleet = new Fleet(scene, dir, outbox.place())) {
            Schedule schedule = Schedule.draw(fleet, LENGTH);
            String told =
                    "whole product, " + scene + ", -Dchaos.seed=" + Chaos.SEED + "\n" + schedule + WrongClock.remark();
            System.out.println(told);
            try {
                run(fleet, ledger, schedule);
            } catch (Throwable failed) {
                System.out.println(told + "\nfailed: " + failed);
                throw failed;
            }
        }
    }

    static List<Database> outboxes() {
        return Length.outboxes();
    }

    private void run(Fleet fleet, Ledger ledger, Schedule schedule) throws Exception {
        AckWatch acks = AckWatch.start(fleet);
        Producers producers = Producers.start(ledger, fleet.artifacts(), LENGTH);
        try {
            schedule.carryOut();
            long healed = System.nanoTime();
            producers.finish();
            new Drain(fleet, ledger).await();
            Duration drained = Duration.ofNanos(System.nanoTime() - healed);
            int events = Verdict.of(fleet, ledger, acks.finish());
            Map<String, List<Integer>> ended = Health.require(fleet);
            Chaos.report("whole product: " + schedule.steps().size() + " faults in " + LENGTH.toSeconds() + " s, "
                    + events + " events on 3 nodes, drained in " + drained.toMillis() + " ms, " + acks.looks()
                    + " looks at acks; ended by themselves: " + ended
                    + "; lost 0, doubled 0, order broken 0, acked before commit 0, diverged 0");
        } finally {
            producers.abandon();
            acks.abandon();
        }
    }
}
