package io.controlfeed.feed.kafka;

import io.controlfeed.kafka.dev.DevKafkaCluster;
import io.controlfeed.kafka.dev.DevKafkaNode;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The broker stops answering, or dies, around commits: what was told as stored is there once, what was told as not stored is not,
 * and what was told as unknown is settled by trying again.
 */
class InDoubtTest {
    private static final int PAUSES = Chaos.count(3, 60);
    private static final int KILLS = Chaos.count(2, 30);
    /** Longer than two timeouts of the client: some faults are over before anybody gives up, and some are not. */
    private static final int LONGEST_FAULT_MILLIS = 5_000;

    private static final int LONGEST_CALM_MILLIS = 300;

    private static DevKafkaCluster kafka;
    private static DevKafkaNode broker;

    @BeforeAll
    static void start() {
        kafka = DevKafkaCluster.start(
                DevKafkaOptions.defaults()
                        .withBrokerProperty("broker.session.timeout.ms", "2000")
                        .withBrokerProperty("broker.heartbeat.interval.ms", "500")
                        .withBrokerProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "200"),
                1);
        broker = kafka.nodes().get(0);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void pausedBroker_leavesNothingInDoubt() throws Exception {
        Random random = Chaos.random("pauses");
        appendDuringFaults(PAUSES, Topic.create(kafka, "paused"), () -> {
            broker.pause();
            Patience.pass(Duration.ofMillis(random.nextInt(LONGEST_FAULT_MILLIS)));
            broker.resume();
        });
    }

    /** Kafka has aborted the transaction by itself when the broker answers again. */
    @Test
    void pausedBroker_leavesNothingInDoubt_whereTransactionsTimeOut() throws Exception {
        Random random = Chaos.random("pauses, short transactions");
        appendDuringFaults(
                PAUSES,
                Topic.create(kafka, "timed-out"),
                () -> {
                    broker.pause();
                    Patience.pass(Duration.ofMillis(random.nextInt(LONGEST_FAULT_MILLIS)));
                    broker.resume();
                },
                "kafka-property=transaction.timeout.ms=1000");
    }

    @Test
    void killedBroker_leavesNothingInDoubt() throws Exception {
        Random random = Chaos.random("kills");
        appendDuringFaults(KILLS, Topic.create(kafka, "killed"), () -> {
            broker.kill();
            Patience.pass(Duration.ofMillis(random.nextInt(LONGEST_FAULT_MILLIS / 2)));
            broker.start();
        });
    }

    private interface Fault {
        void strike() throws Exception;
    }

    private static void appendDuringFaults(int faults, Topic topic, Fault fault, String... settings) throws Exception {
        Random random = Chaos.random("calm");
        Ledger ledger = new Ledger(topic, settings);
        AtomicBoolean over = new AtomicBoolean();
        Future<Void> appending = Patience.start("appending through faults", () -> ledger.appendUntil(over::get));
        for (int i = 0; i < faults && !appending.isDone(); i++) {
            int before = ledger.stored();
            Patience.until(
                    "something is stored after fault " + i, () -> appending.isDone() || ledger.stored() > before);
            Patience.pass(Duration.ofNanos((long) (random.nextDouble() * LONGEST_CALM_MILLIS * 1_000_000)));
            fault.strike();
        }
        over.set(true);
        Patience.finish("appending through faults", appending);
        ledger.check();
    }
}
