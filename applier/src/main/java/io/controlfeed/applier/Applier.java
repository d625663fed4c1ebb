package io.controlfeed.applier;

import io.controlfeed.applier.node.Cursor;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeException;
import io.controlfeed.applier.node.NodeLock;
import io.controlfeed.applier.node.NodeRules;
import io.controlfeed.applier.node.NodeSchema;
import io.controlfeed.applier.node.NodeStore;
import io.controlfeed.applier.projection.Projection;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Source;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Applies the events of a feed to a node's SQLite file: each one's id, rows and cursor in one transaction, then the ack. One applier at a time
 * works on a file.
 *
 * <p>Whatever is killed at whatever moment: each event has its effect once, and each subject in its order. What cannot be applied is parked with
 * what follows on its subject, and nothing else waits.
 */
public final class Applier {
    private static final double MILLIS = 1_000;
    private static final Duration SHORTEST_POLL = Duration.ofMillis(20);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(2);

    private final NodeDatabase database;
    private final FeedSources feed;
    private final @Nullable ArtifactStore artifacts;
    private final Projection projection;
    private final ApplierSettings settings;
    private final ApplierMetrics metrics;
    private final Stop stop = new Stop();
    private final Troubles troubles = new Troubles();
    private final FeedContact contact = new FeedContact(troubles);
    private final ContactNotes contactNotes = new ContactNotes(contact);
    private final List<AppliedListener> listeners = new CopyOnWriteArrayList<>();
    private final WalGuard wal;
    private final AtomicBoolean hasBegun = new AtomicBoolean();
    private volatile boolean isCaughtUp;

    /**
     * @param artifacts where artifacts are; null if no event refers to one
     */
    public Applier(
            NodeDatabase database,
            FeedSources feed,
            @Nullable ArtifactStore artifacts,
            Projection projection,
            ApplierSettings settings,
            MeterRegistry registry) {
        this.database = database;
        this.feed = feed;
        this.artifacts = artifacts;
        this.projection = projection;
        this.settings = settings;
        this.metrics = new ApplierMetrics(registry);
        this.wal = new WalGuard(database, settings.walLimit(), troubles);
        metrics.gauge(
                "lag.seconds",
                "0 if all is applied; else the age of the latest event that is",
                this,
                applier -> applier.isCaughtUp ? 0 : applier.metrics.ageOfLatest());
        metrics.gauge(
                "stale.seconds",
                "0 while the feed is in reach; else how long it has not been",
                contactNotes,
                notes -> notes.freshness()
                        .staleSince()
                        .map(since -> Duration.between(since, Instant.now()).toMillis() / MILLIS)
                        .orElse(0.0));
        metrics.gauge("wal.bytes", "Size of the node's write-ahead log", wal, WalGuard::size);
        metrics.gauge(
                "held",
                "1 while something keeps the applier from going on",
                troubles,
                held -> held.current().isEmpty() ? 0 : 1);
    }

    /** From now on this one hears of what is applied. */
    public void listen(AppliedListener listener) {
        listeners.add(listener);
    }

    /** What keeps it from going on now; empty if nothing does. */
    public List<Trouble> troubles() {
        return troubles.current();
    }

    /** Since when the node is stale, if it is; and whether it has anything to serve yet. */
    public Freshness freshness() {
        return contactNotes.freshness();
    }

    /** Whether everything that the feed has is applied, as far as the last look told. */
    public boolean isCaughtUp() {
        return isCaughtUp;
    }

    /**
     * Applies until {@link #stop} or an interrupt.
     *
     * @throws FeedException if a person has to decide: a gap, another epoch, an event that cannot be read
     * @throws NodeException if the node's file cannot be used
     * @throws HaltedException if it halts at an event that cannot be applied
     */
    public void run() {
        run(false);
    }

    /**
     * Applies what the feed has, and returns.
     *
     * @return whether it has; if not, it was stopped or interrupted before
     */
    public boolean catchUp() {
        return run(true);
    }

    /** Ends {@link #run} soon, from any thread: what is under way is committed or undone. */
    public void stop() {
        stop.ask();
    }

    /** Returns whether it had applied everything when it ended. */
    private boolean run(boolean untilCaughtUp) {
        if (hasBegun.getAndSet(true)) {
            throw new IllegalStateException("an applier works once: make another one");
        }
        NodeLock lock = NodeLock.take(database);
        try (NodeLink node = new NodeLink(database, this::open, stop, troubles)) {
            return work(node, untilCaughtUp);
        } catch (FeedException decided) {
            note(decided.kind(), decided);
            throw decided;
        } catch (HaltedException halted) {
            note("halted", halted);
            throw halted;
        } catch (InterruptedException ended) {
            if (!stop.wasSaid()) {
                Thread.currentThread().interrupt();
            }
            return false;
        } finally {
            lock.close();
        }
    }

    /** So that whoever looks at the file knows why it does not move. */
    private void note(String kind, RuntimeException why) {
        try (NodeStore store = open(true)) {
            store.noteTrouble(kind, String.valueOf(why.getMessage()));
        } catch (SQLException | InterruptedException | NodeException unwritten) {
            why.addSuppressed(unwritten);
        }
    }

    /** @param again whether it was open before: then the file has to be there */
    private NodeStore open(boolean again) throws SQLException, InterruptedException {
        if (!again) {
            NodeSchema.migrate(database);
        }
        return new NodeStore(
                database,
                new NodeRules(
                        settings.haltsOnFailure(),
                        settings.keepsFingerprints(),
                        settings.remembered(),
                        TimeUnit.NANOSECONDS.toMicros(settings.rememberedTime().toNanos())),
                projection.tables());
    }

    private boolean work(NodeLink node, boolean untilCaughtUp) throws InterruptedException {
        List<LaneReader> lanes = new ArrayList<>();
        try (Ahead ahead = new Ahead(settings.ahead());
                Preparation preparation = preparation();
                Preparation again = preparation();
                Retrials retrials = new Retrials(again)) {
            metrics.gauge("ahead", "Events that were read and are not applied yet", ahead, Ahead::size);
            try {
                openLanes(node, lanes, untilCaughtUp ? SHORTEST_POLL : LONGEST_POLL, preparation, ahead);
                node.run(store -> {
                    store.clearTrouble();
                    return lanes.size();
                });
                metrics.gauge(
                        "lag",
                        "Events that the feed has and that are not applied yet, at most: versions may have holes",
                        ahead,
                        // In this order: what is handed over meanwhile is counted twice, and not left out.
                        read -> lanes.stream().mapToLong(LaneReader::lag).sum() + read.size());
                lanes.forEach(LaneReader::start);
                Round round = new Round(node, lanes, ahead, retrials, wal, stop, metrics, listeners, settings.batch());
                while (!stop.isAskedFor() && !(untilCaughtUp && isCaughtUp)) {
                    round.run();
                    isCaughtUp = round.isCaughtUp();
                    noteContact(node, false);
                }
                noteContact(node, true);
                return isCaughtUp;
            } finally {
                isCaughtUp = false;
                stop.end();
                lanes.forEach(LaneReader::close);
                lanes.forEach(LaneReader::join);
            }
        }
    }

    private void noteContact(NodeLink node, boolean atTheEnd) throws InterruptedException {
        if (isCaughtUp) {
            contactNotes.caughtUp();
        }
        if (contactNotes.isDue(atTheEnd)) {
            node.run(contactNotes::note);
        }
    }

    private Preparation preparation() {
        return new Preparation(artifacts, projection, settings, stop, troubles, metrics);
    }

    private void openLanes(NodeLink node, List<LaneReader> lanes, Duration wait, Preparation preparation, Ahead ahead)
            throws InterruptedException {
        List<Source> sources = openSources(node);
        // First of all, so that each of them is closed.
        for (Source source : sources) {
            lanes.add(new LaneReader(lanes.size(), source, wait, preparation, ahead, stop, contact));
        }
        for (int lane = 0; lane < sources.size(); lane++) {
            int number = lane;
            Source source = sources.get(lane);
            Cursor cursor = node.run(store -> store.cursor(number, source.name(), NodeStore.epochOf(source)));
            lanes.get(lane).startAt(cursor.controlVersion());
            metrics.cursor(lane, cursor.controlVersion());
        }
    }

    /** Opens the feed as soon as it is there; a node that was never connected has its file all the same. */
    private List<Source> openSources(NodeLink node) throws InterruptedException {
        node.run(contactNotes::begin);
        for (int failures = 1; ; failures++) {
            try {
                List<Source> sources = feed.open();
                contact.opened(sources.size());
                return sources;
            } catch (FeedException.Unavailable away) {
                contact.notOpened(away);
                stop.pauseAfter(failures);
            }
        }
    }
}
