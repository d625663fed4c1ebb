package io.controlfeed.publisher.pump;

import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxException;
import io.controlfeed.publisher.outbox.OutboxRetention;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes from time to time what was published long ago, beside a pump and in no hurry. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OutboxDatabase database;
    private final Stop stop = new Stop();
    private final @Nullable Thread thread;

    /** @param retention how long published rows stay; null for ever */
    Housekeeping(OutboxDatabase database, @Nullable Duration retention) {
        this.database = database;
        if (retention == null) {
            thread = null;
        } else {
            thread = new Thread(() -> run(retention), "controlfeed pump retention");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run(Duration age) {
        try (OutboxRetention retention = new OutboxRetention(database, age)) {
            do {
                try {
                    retention.prune(stop::await);
                } catch (SQLException | OutboxException failed) {
                    LOG.warn("old rows could not be removed, trying again: {}", failed.getMessage());
                }
            } while (!stop.await(ROUND));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** A batch that is under way is finished, or left to the database. */
    @Override
    public void close() {
        stop.ask();
        if (thread != null) {
            try {
                thread.join(PATIENCE.toMillis());
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
