package io.controlfeed.applier.node;

import io.controlfeed.applier.fingerprint.Fingerprints;
import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.FeedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The applier's connection to its node's file. What it is given it applies in one transaction: ids, rows and cursor, or nothing. Used by one
 * thread. After an {@link SQLException} it is closed and opened anew, and asked where the cursor stands.
 */
public final class NodeStore implements AutoCloseable {
    /** How long to wait for readers that are about to end. */
    private static final int SHORT_MILLIS = 100;

    private final Connection connection;
    private final boolean haltsOnFailure;
    private final NodeTables tables;
    private final Forgetting forgetting;
    private final @Nullable Fingerprints fingerprints;
    private final PreparedStatement dataVersion;
    private SortedMap<Integer, Cursor> at;
    /** Whether events are likely to fail, so that each gets a savepoint at the first try. */
    private boolean expectsFailures;

    /**
     * A store of this file, which keeps to these rules.
     *
     * @param tables those that the projection writes
     */
    public NodeStore(NodeDatabase database, NodeRules rules, Set<String> tables) throws SQLException {
        this.haltsOnFailure = rules.haltsOnFailure();
        this.connection = database.connect();
        try {
            NodeSchema.require(database, connection);
            this.tables = new NodeTables(database, connection);
            forgetting = new Forgetting(connection, rules.remembered(), rules.rememberedMicros());
            dataVersion = connection.prepareStatement("PRAGMA data_version");
            at = Cursors.read(connection);
            if (rules.keepsFingerprints()) {
                fingerprints = Fingerprints.open(connection, tables);
            } else {
                fingerprints = null;
                Fingerprints.forget(connection);
            }
        } catch (SQLException | RuntimeException unusable) {
            connection.close();
            throw unusable;
        }
    }

    /** The cursors, by lane. */
    public SortedMap<Integer, Cursor> cursors() {
        return at;
    }

    /**
     * The cursor of a lane, which begins with the lane's first source.
     *
     * @param epoch the epoch of the feed now; empty if it has none
     * @throws FeedException.EpochChanged if the cursor is of another feed
     */
    public Cursor cursor(int lane, String feed, String epoch) throws SQLException {
        Cursor known = at.get(lane);
        if (known == null) {
            known = tables.cursors().begin(lane, feed, epoch);
            at.put(lane, known);
        } else if (!known.epoch().equals(epoch)) {
            throw new FeedException.EpochChanged(
                    "start of lane " + lane + " at " + known.controlVersion(), known.epoch(), epoch);
        }
        return known;
    }

    /** The number that changes with each commit of somebody else. */
    public long dataVersion() throws SQLException {
        try (ResultSet row = dataVersion.executeQuery()) {
            return row.getLong(1);
        }
    }

    /**
     * Applies events, in one transaction. Those that cannot be applied are parked, and what follows on their subjects behind them; the others are
     * not touched by that.
     *
     * @return what became of them, or of the first of them: how many it was is in it
     * @throws SQLException if nothing can be applied for now
     */
    public BatchResult apply(List<ReadyEvent> batch) throws SQLException, InterruptedException {
        List<ReadyEvent> events = batch;
        boolean isCareful = expectsFailures || batch.stream().anyMatch(event -> event.unfit() != null);
        while (true) {
            BatchWrite attempt = new BatchWrite(tables, at, events, isCareful, haltsOnFailure);
            try {
                BatchResult result = inTransaction(attempt::write);
                at.putAll(attempt.moved());
                expectsFailures = result.failed() > 0 || result.halted() != null;
                return result;
            } catch (UnfitEventException failure) {
                if (isCareful) {
                    // It ended the whole transaction, and its savepoint with it: now it is known before.
                    events = withUnfit(events, attempt.tried(), failure);
                }
                isCareful = true;
            } catch (SQLException failure) {
                if (SqlTrouble.of(failure) != SqlTrouble.OF_THE_EVENT) {
                    throw failure;
                }
                // A constraint that is checked at the commit: it does not say whose fault it is.
                events = events.size() == 1
                        ? withUnfit(events, 0, NodeTables.refused(failure))
                        : events.subList(0, events.size() / 2);
                isCareful = events.size() == 1;
            }
        }
    }

    private interface Write {
        BatchResult run() throws SQLException;
    }

    private BatchResult inTransaction(Write write) throws SQLException, InterruptedException {
        return Transaction.run(connection, transaction -> {
            if (fingerprints != null) {
                fingerprints.refresh();
            }
            return write.run();
        });
    }

    private static List<ReadyEvent> withUnfit(List<ReadyEvent> events, int index, UnfitEventException why) {
        List<ReadyEvent> known = new ArrayList<>(events);
        ReadyEvent unfit = known.get(index);
        known.set(index, ReadyEvent.unfit(unfit.lane(), unfit.event(), why));
        return known;
    }

    /** Subjects of which the first parked event is to be tried again. */
    public List<String> subjectsToRetry(int atMost) throws SQLException {
        return tables.parked().subjectsToRetry(atMost);
    }

    /** What is parked of a subject, in its order. */
    public List<ParkedEvent> parkedOf(String subject, int atMost) throws SQLException {
        return tables.parked().ofSubject(subject, atMost);
    }

    /**
     * Tries parked events of one subject again, in their order and in one transaction, up to the first that fails.
     *
     * @param ready the first ones that are parked of the subject; if that is no longer so, nothing happens
     */
    public BatchResult retry(String subject, List<ReadyEvent> ready) throws SQLException, InterruptedException {
        RetryWrite attempt = new RetryWrite(tables, at, subject, ready);
        try {
            return inTransaction(attempt::write);
        } catch (UnfitEventException failure) {
            // It ended the whole transaction, and its savepoint with it: now it is known before.
            List<ReadyEvent> known = withUnfit(ready, attempt.tried(), failure);
            return inTransaction(() -> new RetryWrite(tables, at, subject, known).write());
        }
    }

    /** Removes some ids that are no longer needed to tell what was applied; returns whether there are more. */
    public boolean forget() throws SQLException, InterruptedException {
        return forgetting.bite();
    }

    /** Notes, for whoever looks at the file, why nothing more is applied until a person has acted. */
    public void noteTrouble(String kind, String reason) throws SQLException {
        setTrouble(kind, reason, Moment.now());
    }

    /** Takes that note away. */
    public void clearTrouble() throws SQLException {
        setTrouble(null, null, null);
    }

    private void setTrouble(@Nullable String kind, @Nullable String reason, @Nullable Long since) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(
                "UPDATE controlfeed_node SET trouble_kind = ?1, trouble = ?2, trouble_since = ?3 WHERE trouble_kind IS NOT ?1 OR trouble IS NOT ?2")) {
            note.setString(1, kind);
            note.setString(2, reason);
            note.setObject(3, since);
            note.executeUpdate();
        }
    }

    /** Brings everything in the write-ahead log into the file, and empties it, if no reader needs it; returns whether that was so. */
    public boolean emptyLog() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + SHORT_MILLIS);
            try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                return row.getInt(1) == 0;
            } finally {
                statement.execute("PRAGMA busy_timeout = " + NodeDatabase.BUSY_MILLIS);
            }
        }
    }

    /** The epoch of a source's feed; empty if it has none. */
    public static String epochOf(Object source) {
        return source instanceof EpochAware aware ? aware.epoch() : "";
    }

    @Override
    public void close() {
        try (Statement last = connection.createStatement()) {
            last.execute("PRAGMA optimize");
        } catch (SQLException notNeeded) {
            // The next one does it.
        }
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // There is nothing left to release.
        }
    }
}
