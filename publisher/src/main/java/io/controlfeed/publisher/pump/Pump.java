package io.controlfeed.publisher.pump;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.SettingException;
import io.controlfeed.publisher.outbox.CommitWatch;
import io.controlfeed.publisher.outbox.LeaseLostException;
import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxException;
import io.controlfeed.publisher.outbox.PumpLease;
import io.controlfeed.publisher.outbox.PumpStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains an outbox to a feed. Any number of pumps may run on one outbox: one of them works, the others stand by.
 *
 * <p>Each committed row is in the feed exactly once, and rows of one subject in their order, whatever is killed at whatever moment.
 */
public final class Pump {
    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
    private static final Backoff UNREACHABLE = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    /** How soon a pump that stands by sees that the lease was given up. */
    private static final Duration STANDBY = Duration.ofMillis(200);

    private final OutboxDatabase database;
    private final FeedRegistry backends;
    private final String sink;
    private final Map<String, String> sinkSettings;
    private final PumpSettings settings;
    private final PumpMetrics metrics;
    private final CommitWatch watch;
    private final List<PublishedListener> listeners = new CopyOnWriteArrayList<>();
    private final Stop stop = new Stop();
    private boolean wasFenced;
    private volatile PumpState state = PumpState.STARTING;

    /**
     * @param sink the name of a backend that stores events
     * @param sinkSettings what it is opened with, without a lane
     */
    public Pump(
            OutboxDatabase database,
            FeedRegistry backends,
            String sink,
            Map<String, String> sinkSettings,
            PumpSettings settings,
            MeterRegistry registry) {
        if (!backends.provider(sink).abilities().contains(Ability.APPEND)) {
            throw new SettingException(
                    "the feed is disabled ('" + sink + "'): no pump runs; rows stay pending until there is a feed");
        }
        this.database = database;
        this.backends = backends;
        this.sink = sink;
        this.sinkSettings = Map.copyOf(sinkSettings);
        this.settings = settings;
        this.metrics = new PumpMetrics(registry);
        this.watch = CommitWatch.of(database);
    }

    /** From now on this one hears of what is published. */
    public void listen(PublishedListener listener) {
        listeners.add(listener);
    }

    /**
     * Publishes until {@link #stop} or an interrupt; then finishes what is on its way.
     *
     * @throws FeedException if a person has to decide: the feed was recreated, has lost events, or holds what cannot be read
     * @throws OutboxException if the outbox cannot be used as it is
     */
    public void run() throws SQLException {
        run(false);
    }

    /**
     * Publishes what is pending, and returns when nothing is left that can be tried now.
     *
     * @throws OutboxException if another pump is at it
     */
    public void drain() throws SQLException {
        run(true);
    }

    /** Ends {@link #run} soon, from any thread: nothing new is begun. */
    public void stop() {
        stop.ask();
        watch.signal();
    }

    /** Tells that something was committed by a producer in this process. It need not: it is seen anyway. */
    public void signal() {
        watch.signal();
    }

    /** What it is at. Why it cannot publish while it is active, if it cannot, stands in the outbox. */
    public PumpState state() {
        return state;
    }

    private void run(boolean untilEmpty) throws SQLException {
        boolean interrupted = false;
        try (watch;
                PumpLease lease = new PumpLease(database, settings.holder(), settings.lease())) {
            boolean isDone = false;
            long begin = System.nanoTime();
            for (int failures = 0; !isDone && !stop.isAskedFor(); ) {
                try {
                    OptionalLong token = lease.tryAcquire();
                    failures = 0;
                    if (token.isPresent()) {
                        isDone = work(lease, token.getAsLong(), untilEmpty);
                    } else {
                        if (state != PumpState.STANDBY) {
                            LOG.info("another pump drains {}; this one stands by", database.name());
                        }
                        state = PumpState.STANDBY;
                        // One that crashed has lost its lease by then.
                        boolean isAlive =
                                System.nanoTime() - begin > 2 * settings.lease().toNanos();
                        if (untilEmpty && isAlive) {
                            throw new OutboxException(
                                    "draining of " + database.name(),
                                    "another pump drains it",
                                    "Leave it to that one, or stop that one first.");
                        }
                        stop.await(STANDBY);
                    }
                } catch (SQLException unreachable) {
                    if (state != PumpState.CUT_OFF) {
                        LOG.warn("the outbox cannot be reached, it is tried again: {}", unreachable.getMessage());
                    }
                    state = PumpState.CUT_OFF;
                    if (stop.await(UNREACHABLE.after(++failures))) {
                        throw unreachable;
                    }
                }
            }
        } catch (InterruptedException asked) {
            interrupted = true;
        } finally {
            state = PumpState.ENDED;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether there is nothing more to do. */
    private boolean work(PumpLease lease, long token, boolean untilEmpty) throws SQLException, InterruptedException {
        LOG.info("this pump drains {} now, with token {}", database.name(), token);
        state = PumpState.ACTIVE;
        metrics.active(true);
        Heartbeat heartbeat = new Heartbeat(lease, token, settings.lease());
        Housekeeping housekeeping = new Housekeeping(database, settings.retention());
        try (PumpStore store = new PumpStore(database)) {
            new PumpSession(store, watch, settings, stop, heartbeat, metrics, listeners, untilEmpty)
                    .run(() -> FeedLanes.open(backends, sink, sinkSettings, store.outboxId()));
            return untilEmpty;
        } catch (LeaseLostException takenOver) {
            LOG.info("another pump has taken over: {}", takenOver.getMessage());
            return false;
        } catch (FeedException.Fenced fenced) {
            heartbeat.close();
            if (wasFenced && isOurs(lease, token)) {
                // Not by a pump that was late: somebody publishes under the identity of this outbox, and should not.
                throw fenced;
            }
            wasFenced = true;
            LOG.info("another pump has taken over: {}", fenced.getMessage());
            return false;
        } finally {
            // A pump that stands by wants no notifications, and must not keep others from being told.
            watch.close();
            housekeeping.close();
            heartbeat.close();
            metrics.active(false);
            release(lease, token);
        }
    }

    private static void release(PumpLease lease, long token) {
        try {
            lease.release(token);
        } catch (SQLException itRunsOut) {
            LOG.warn("the lease could not be given up, and runs out by itself: {}", itRunsOut.getMessage());
        }
    }

    private static boolean isOurs(PumpLease lease, long token) throws SQLException {
        try {
            lease.renew(token);
            return true;
        } catch (LeaseLostException takenOver) {
            return false;
        }
    }
}
