package io.controlfeed.publisher.pump;

import io.controlfeed.feed.FeedException;
import io.controlfeed.publisher.outbox.CommitWatch;
import io.controlfeed.publisher.outbox.LaneRecord;
import io.controlfeed.publisher.outbox.OutboxRow;
import io.controlfeed.publisher.outbox.PumpStore;
import io.controlfeed.publisher.outbox.Settlement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of a pump while it holds the lease. One batch is on its way into the feed while the outcome of the one before is written
 * into the outbox, and the one after is read from it.
 */
final class PumpSession {
    private static final Logger LOG = LoggerFactory.getLogger(PumpSession.class);
    private static final Backoff OUTAGE = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    /** While a transaction is under way that began before the watch was armed. */
    private static final Backoff SHORTLY = new Backoff(Duration.ofMillis(5), Duration.ofMillis(100));
    /** As many rows at once are a load under which producers are not asked to wake anybody. */
    private static final int LOAD = 100;

    private final PumpStore store;
    private final CommitWatch watch;
    private final PumpSettings settings;
    private final Stop stop;
    private final Heartbeat heartbeat;
    private final Patience patience;
    private final PumpMetrics metrics;
    private final List<PublishedListener> listeners;
    private final RetryShare retries = new RetryShare();
    private final boolean untilEmpty;
    private long quietSince = System.nanoTime();
    /** How often in a row the watch could not be armed. */
    private int unarmed;
    /** Whether the log tells of an outage that is not over. */
    private boolean isTold;

    /** @param untilEmpty to stop by itself when nothing is left that can be tried now */
    PumpSession(
            PumpStore store,
            CommitWatch watch,
            PumpSettings settings,
            Stop stop,
            Heartbeat heartbeat,
            PumpMetrics metrics,
            List<PublishedListener> listeners,
            boolean untilEmpty) {
        this.store = store;
        this.watch = watch;
        this.settings = settings;
        this.stop = stop;
        this.heartbeat = heartbeat;
        this.patience = new Patience(stop, heartbeat);
        this.metrics = metrics;
        this.listeners = listeners;
        this.untilEmpty = untilEmpty;
    }

    /** What opens the feed's sinks. */
    interface Opening {
        FeedLanes open() throws SQLException;
    }

    /** Publishes until it is told to stop, or until nothing is left. */
    void run(Opening feed) throws SQLException, InterruptedException {
        FeedLanes lanes = untilAvailable(() -> patience.until("opening of the feed", feed::open));
        if (lanes == null) {
            return;
        }
        ExecutorService appender = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "controlfeed pump append");
            thread.setDaemon(true);
            return thread;
        });
        try (lanes) {
            Recovery recovery = new Recovery(store, lanes, settings, patience);
            Map<Integer, LaneRecord> recorded = untilAvailable(() -> recovery.recover(heartbeat.token()));
            if (recorded == null) {
                return;
            }
            Publisher publisher = new Publisher(lanes, recorded, settings, metrics, listeners);
            if (drain(publisher, appender)) {
                patience.until("recording of the end", () -> {
                    store.end(heartbeat.token());
                    return true;
                });
            }
        } finally {
            appender.shutdown();
        }
    }

    /** Does what needs the feed, however long it is away; null if there is no more need. */
    private <T> @Nullable T untilAvailable(Patience.Call<T> call) throws SQLException, InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                T done = call.run();
                goesOn();
                return done;
            } catch (FeedException.Unavailable away) {
                heartbeat.isHeld();
                trouble(away);
                if (untilEmpty) {
                    throw away;
                }
                if (stop.await(OUTAGE.after(failures))) {
                    return null;
                }
            }
        }
    }

    /** Returns whether everything that may be in the feed is recorded. */
    private boolean drain(Publisher publisher, ExecutorService appender) throws SQLException, InterruptedException {
        int outages = 0;
        Attempt before = new Attempt();
        List<OutboxRow> rows = read(Set.of());
        while (!stop.isAskedFor()) {
            if (rows.isEmpty()) {
                before = recorded(before);
                heartbeat.isHeld();
                // What was held behind something that is recorded now can be tried.
                retries.hurry();
                rows = untilEmpty ? read(Set.of()) : awaitRows();
                if (untilEmpty && rows.isEmpty()) {
                    return true;
                }
                continue;
            }
            if (!awaitLease()) {
                break;
            }
            List<OutboxRow> batch = rows;
            boolean wereInDoubt = !before.inDoubt.isEmpty();
            metrics.batch(batch.size());
            long begin = System.nanoTime();
            Future<Attempt> appending = appender.submit(() -> publisher.publish(batch, wereInDoubt));
            try {
                recorded(before);
                rows = read(batch.stream().map(OutboxRow::id).toList());
            } finally {
                before = finish(appending);
            }
            retries.took(batch, System.nanoTime() - begin);
            FeedException outage = before.outage();
            if (outage == null) {
                outages = 0;
                goesOn();
                List<OutboxRow> ahead = rows;
                rows = before.without(ahead);
                if (rows.isEmpty() && !ahead.isEmpty()) {
                    before = recorded(before);
                    rows = read(Set.of());
                }
                continue;
            }
            trouble(outage);
            if (untilEmpty) {
                recorded(before);
                throw outage;
            }
            stop.await(OUTAGE.after(++outages));
            if (before.inDoubt.isEmpty()) {
                before = recorded(before);
                rows = read(Set.of());
            } else {
                rows = before.inDoubt;
            }
        }
        recorded(before);
        return before.inDoubt.isEmpty();
    }

    private List<OutboxRow> read(Collection<Long> except) throws SQLException, InterruptedException {
        if (stop.isAskedFor()) {
            return List.of();
        }
        List<OutboxRow> rows = List.of();
        if (retries.isDue()) {
            rows = patience.until("reading of rows to be tried again", () -> store.due(RetryShare.BATCH, except));
            retries.looked();
        }
        if (rows.isEmpty()) {
            rows = patience.until("reading of pending rows", () -> store.pending(settings.batch(), except));
        }
        if (!rows.isEmpty()) {
            quietSince = System.nanoTime();
        }
        if (rows.size() >= LOAD) {
            watch.disarm();
        }
        return rows;
    }

    /** Writes down what came of a batch, and returns that nothing is left to be written. */
    private Attempt recorded(Attempt attempt) throws SQLException, InterruptedException {
        Settlement settlement = attempt.settlement;
        if (!settlement.isEmpty()) {
            int published = patience.until("recording of a batch", () -> store.settle(heartbeat.token(), settlement));
            metrics.published(published);
        }
        return new Attempt();
    }

    /** Waits until something may have come, and returns what did: nothing, perhaps. */
    private List<OutboxRow> awaitRows() throws SQLException, InterruptedException {
        boolean isArmed = patience.until("arming of the watch", watch::arm);
        unarmed = isArmed ? 0 : unarmed + 1;
        retries.hurry();
        List<OutboxRow> rows = read(Set.of());
        if (!rows.isEmpty() || stop.isAskedFor()) {
            return rows;
        }
        patience.until("waiting for commits", () -> {
            watch.await(
                    isArmed ? settings.poll() : SHORTLY.after(unarmed),
                    Duration.ofNanos(System.nanoTime() - quietSince));
            return true;
        });
        retries.hurry();
        return read(Set.of());
    }

    /** The database may have been away for longer than the lease: another pump may be about to take over. */
    private boolean awaitLease() throws InterruptedException {
        for (int failures = 1; !heartbeat.isHeld(); failures++) {
            if (stop.await(OUTAGE.after(failures))) {
                return false;
            }
        }
        return true;
    }

    private static Attempt finish(Future<Attempt> appending) throws InterruptedException {
        try {
            return appending.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("a bug in the pump", failed.getCause());
        }
    }

    private void goesOn() {
        if (isTold) {
            LOG.info("publishing goes on");
        }
        isTold = false;
    }

    /** Tells of an outage once, however long it lasts; what it is now stands in the outbox. */
    private void trouble(FeedException why) throws SQLException, InterruptedException {
        if (!isTold) {
            LOG.warn("nothing can be published for now, it is tried again: {}", why.getMessage());
        }
        isTold = true;
        patience.until("recording of the trouble", () -> {
            store.trouble(heartbeat.token(), String.valueOf(why.getMessage()));
            return true;
        });
    }
}
