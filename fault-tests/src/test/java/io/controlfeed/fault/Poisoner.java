package io.controlfeed.fault;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxDesk;
import io.controlfeed.publisher.outbox.OutboxException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;

/**
 * A producer of {@link Poison} among the many resources, so that rows of each batch fail, and the operator who discards what was
 * parked: what was held behind it must go on in its order. The hot ones are spared, for one poison after the other would hold them for ever.
 */
final class Poisoner implements AutoCloseable {
    private static final int LONGEST_PAUSE_MICROS = 80_000;
    private static final int ROWS_BETWEEN_ROUNDS = 10;
    private static final OutboxDesk.Operator OPERATOR = new OutboxDesk.Operator("operator", "it is poison");

    private final ControlPlane controlPlane;
    private final OutboxDesk desk;
    private final Future<Integer> running;
    private volatile boolean over;

    private Poisoner(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
        this.desk = new OutboxDesk(OutboxDatabase.at(controlPlane.place()));
        Random random = Chaos.random("poison");
        this.running = Patience.start("poisoner", () -> poison(random));
    }

    static Poisoner start(ControlPlane controlPlane) {
        return new Poisoner(controlPlane);
    }

    private int poison(Random random) throws SQLException {
        int rows = 0;
        try (Connection connection = controlPlane.connect()) {
            while (!over) {
                Poison.enqueue(connection, rows, Producers.coldSubject(random));
                connection.commit();
                rows++;
                if (rows % ROWS_BETWEEN_ROUNDS == 0) {
                    discardParked();
                }
                Patience.pass(Duration.ofNanos(1_000L * random.nextInt(LONGEST_PAUSE_MICROS)));
            }
        }
        return rows;
    }

    private void discardParked() throws SQLException {
        List<String> parked = controlPlane.query("SELECT event_id FROM control_events_outbox WHERE state = 'parked'");
        try {
            desk.discard(parked, OPERATOR);
        } catch (OutboxException inDoubt) {
            // A pump that was killed may have had one of them under way: a later round asks again.
        }
    }

    /** Adds no more; returns how many there were when all of them are discarded, and nothing is held behind them. */
    int finish() throws Exception {
        over = true;
        int rows = Patience.finish("the poisoner", running);
        Patience.until("all poison is parked, and discarded", () -> {
            discardParked();
            return controlPlane.count("state IN ('pending', 'retrying', 'parked', 'held')") == 0;
        });
        return rows;
    }

    /** Lets it end; does not wait for it. */
    @Override
    public void close() {
        over = true;
    }
}
