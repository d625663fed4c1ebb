package io.controlfeed.publisher.pump;

import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats what the outbox's database did not do for now, for as long as the pump has the right to. */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(2));
    /** A pump that was told to stop does not wait for its database for long: what is not recorded is found in the feed. */
    private static final int TRIES_WHEN_STOPPING = 5;

    private final Stop stop;
    private final Heartbeat heartbeat;

    Patience(Stop stop, Heartbeat heartbeat) {
        this.stop = stop;
        this.heartbeat = heartbeat;
    }

    interface Call<T> {
        T run() throws SQLException, InterruptedException;
    }

    <T> T until(String what, Call<T> call) throws SQLException, InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                return call.run();
            } catch (SQLException failed) {
                heartbeat.isHeld();
                if (stop.isAskedFor() && failures >= TRIES_WHEN_STOPPING) {
                    throw failed;
                }
                LOG.warn("{} failed, trying again: {}", what, failed.getMessage());
                Duration pause = BACKOFF.after(failures);
                if (stop.isAskedFor()) {
                    Thread.sleep(pause.toMillis());
                } else {
                    stop.await(pause);
                }
            }
        }
    }
}
