package io.controlfeed.fault;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Producers at work: transactions of one row and of several, by the library and in plain SQL, on a few hot resources and on many others.
 * Some are rolled back. A database that is away is tried again.
 */
final class Producers implements AutoCloseable {
    private static final int THREADS = 3;
    private static final int HOT = 3;
    private static final int OTHERS = 200;
    private static final int MOST_CHANGES = 5;
    private static final int LONGEST_PAUSE_MICROS = 6_000;

    private final ControlPlane controlPlane;
    private final List<Future<Void>> running = new ArrayList<>();
    private final Queue<String> rolledBack = new ConcurrentLinkedQueue<>();
    private final AtomicInteger committed = new AtomicInteger();
    private volatile boolean over;

    private Producers(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    static Producers start(ControlPlane controlPlane) {
        Producers producers = new Producers(controlPlane);
        for (int i = 0; i < THREADS; i++) {
            Random random = Chaos.random("producer-" + i);
            producers.running.add(Patience.start("producer " + i, () -> producers.produce(random)));
        }
        return producers;
    }

    /** The ids of events that must never be seen. */
    List<String> rolledBack() {
        return List.copyOf(rolledBack);
    }

    /** How many events were committed so far, at least. */
    int committed() {
        return committed.get();
    }

    /** Waits until as many more were committed. */
    void awaitMore(int events) throws Exception {
        int goal = committed() + events;
        Patience.until(
                events + " events are committed",
                () -> committed() >= goal || running.stream().anyMatch(Future::isDone));
        requireRunning();
    }

    private void requireRunning() throws Exception {
        for (Future<Void> producer : running) {
            if (producer.isDone()) {
                Patience.finish("a producer", producer);
            }
        }
    }

    private Void produce(Random random) {
        while (!over) {
            try (Connection connection = controlPlane.connect()) {
                while (!over) {
                    transaction(connection, random);
                    Patience.pass(Duration.ofNanos(1_000L * random.nextInt(LONGEST_PAUSE_MICROS)));
                }
            } catch (SQLException away) {
                // Whether that transaction was committed says the database; it is asked at the end.
                Patience.pass(Duration.ofMillis(20));
            }
        }
        return null;
    }

    private void transaction(Connection connection, Random random) throws SQLException {
        List<String> subjects = new ArrayList<>();
        int changes = random.nextBoolean() ? 1 : 1 + random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes; i++) {
            subjects.add(random.nextInt(4) == 0 ? "hot/" + random.nextInt(HOT) : coldSubject(random));
        }
        // So that no two of them wait for each other.
        subjects.sort(null);
        boolean isPlain = random.nextBoolean();
        List<String> ids = isPlain
                ? controlPlane.changeInPlainSql(connection, subjects)
                : controlPlane.change(connection, subjects);
        if (random.nextInt(8) == 0) {
            rolledBack.addAll(ids);
            connection.rollback();
        } else {
            connection.commit();
            committed.addAndGet(ids.size());
        }
    }

    /** One of the many resources that are not hot. */
    static String coldSubject(Random random) {
        return "resource/" + random.nextInt(OTHERS);
    }

    /** Returns when they have ended. */
    void stop() throws Exception {
        over = true;
        for (Future<Void> producer : running) {
            Patience.finish("a producer", producer);
        }
    }

    /** Lets them end; does not wait for it. */
    @Override
    public void close() {
        over = true;
    }
}
