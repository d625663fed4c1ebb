package io.controlfeed.publisher.pump;

import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxException;
import io.controlfeed.publisher.outbox.OutboxStatus;
import io.controlfeed.publisher.outbox.OutboxView;
import io.controlfeed.publisher.outbox.RowState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an outbox stands, in numbers: whichever pump drains it, and also if none does. Counting millions of rows takes a while, so they
 * are sampled: at most every ten seconds, and for a fiftieth of the time. While the outbox cannot be looked at they are not a number.
 *
 * <p>What was ever enqueued is the sum of the rows of all states; those that are published or discarded are counted also after they
 * were removed.
 */
public final class OutboxGauges implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxGauges.class);
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final int REST = 49;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OutboxDatabase database;
    private final Stop stop = new Stop();
    private final Thread thread = new Thread(this::run, "controlfeed outbox gauges");
    private volatile @Nullable OutboxStatus latest;

    /** Registers the gauges, and begins to sample them. */
    public OutboxGauges(OutboxDatabase database, MeterRegistry registry) {
        this.database = database;
        for (RowState state : RowState.values()) {
            Gauge.builder("controlfeed.outbox.rows", () -> read(status -> rows(status, state)))
                    .description("Rows of a state; those that are done also after they were removed")
                    .tag("state", state.word())
                    .register(registry);
        }
        TimeGauge.builder("controlfeed.outbox.oldest.pending", () -> read(OutboxGauges::oldest), TimeUnit.MILLISECONDS)
                .description("Age of the first pending row; 0 if nothing is pending")
                .register(registry);
        Gauge.builder("controlfeed.outbox.leased", () -> read(status -> status.isLeased() ? 1 : 0))
                .description("Whether some pump drains the outbox")
                .register(registry);
        Gauge.builder("controlfeed.outbox.trouble", () -> read(status -> status.trouble() == null ? 0 : 1))
                .description("Whether the pump cannot publish for now")
                .register(registry);
        thread.setDaemon(true);
        thread.start();
    }

    /** How the outbox stood when it was looked at last; none while it cannot be looked at. */
    public Optional<OutboxStatus> latest() {
        return Optional.ofNullable(latest);
    }

    private double read(ToDoubleFunction<OutboxStatus> of) {
        OutboxStatus status = latest;
        return status == null ? Double.NaN : of.applyAsDouble(status);
    }

    private static double rows(OutboxStatus status, RowState state) {
        return switch (state) {
            case PUBLISHED -> status.publishedTotal();
            case DISCARDED -> status.discardedTotal();
            case PENDING, RETRYING, HELD, PARKED -> status.count(state);
        };
    }

    private static double oldest(OutboxStatus status) {
        Duration age = status.oldestPending();
        return age == null ? 0 : age.toMillis();
    }

    private void run() {
        try (OutboxView view = new OutboxView(database)) {
            Duration pause;
            do {
                long begin = System.nanoTime();
                try {
                    latest = view.status();
                } catch (SQLException | OutboxException failed) {
                    latest = null;
                    LOG.warn("the outbox cannot be looked at, trying again: {}", failed.getMessage());
                }
                Duration rest = Duration.ofNanos(REST * (System.nanoTime() - begin));
                pause = rest.compareTo(SHORTEST) > 0 ? rest : SHORTEST;
            } while (!stop.await(pause));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop.ask();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
