package io.controlfeed.publisher.pump;

import io.controlfeed.publisher.outbox.LeaseLostException;
import io.controlfeed.publisher.outbox.PumpLease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the lease as long as the process lives. While it cannot, the pump appends nothing: by its own clock, which only has to run as
 * fast as the database's, not to agree with it.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final int RENEWALS = 4;

    private final PumpLease lease;
    private final long token;
    private final long leaseNanos;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "controlfeed pump lease");

    private volatile long heldSince = System.nanoTime();
    private volatile @Nullable RuntimeException lost;

    Heartbeat(PumpLease lease, long token, Duration time) {
        this.lease = lease;
        this.token = token;
        this.leaseNanos = time.toNanos();
        thread.setDaemon(true);
        thread.start();
    }

    long token() {
        return token;
    }

    /**
     * Whether the lease is held for now.
     *
     * @throws LeaseLostException if it never will be again
     */
    boolean isHeld() {
        RuntimeException gone = lost;
        if (gone != null) {
            throw gone;
        }
        return System.nanoTime() - heldSince < leaseNanos;
    }

    private void run() {
        try {
            while (!closed.await(leaseNanos / RENEWALS, TimeUnit.NANOSECONDS)) {
                long asked = System.nanoTime();
                try {
                    lease.renew(token);
                    heldSince = asked;
                } catch (SQLException unreachable) {
                    LOG.warn("the lease could not be renewed, trying again: {}", unreachable.getMessage());
                } catch (RuntimeException forGood) {
                    lost = forGood;
                    return;
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** When this returns, nothing is renewed any more. */
    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException keptForLater) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
