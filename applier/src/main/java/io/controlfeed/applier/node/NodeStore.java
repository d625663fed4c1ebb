package io.controlfeed.applier.node;

import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.SubjectKey;
import java.sql.SQLException;
import java.time.Instant;
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
    private final NodeDatabase database;
    private final NodeRules rules;
    private final Set<String> projected;
    private NodeConnection node;
    private SortedMap<Integer, Cursor> at;
    /** Whether events are likely to fail, so that each gets a savepoint at the first try. */
    private boolean expectsFailures;

    /**
     * A store of this file, which keeps to these rules.
     *
     * @param tables those that the projection writes
     */
    public NodeStore(NodeDatabase database, NodeRules rules, Set<String> tables) throws SQLException {
        this.database = database;
        this.rules = rules;
        this.projected = Set.copyOf(tables);
        this.node = NodeConnection.open(database, rules, projected);
        this.at = node.cursors();
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
            known = node.tables().cursors().begin(lane, feed, epoch);
            at.put(lane, known);
        } else if (!known.epoch().equals(epoch)) {
            throw new FeedException.EpochChanged(
                    "start of lane " + lane + " at " + known.controlVersion(), known.epoch(), epoch);
        }
        return known;
    }

    /** The number that changes with each commit of somebody else; it can be compared on one connection. */
    public long dataVersion() throws SQLException {
        return node.dataVersion();
    }

    /** Which connection it is: another one after each that had to be given up. */
    public Object connection() {
        return node;
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
            BatchWrite attempt = new BatchWrite(node.tables(), at, events, isCareful, rules.haltsOnFailure());
            try {
                BatchResult result = node.transaction(attempt::write);
                at.putAll(attempt.moved());
                expectsFailures = result.failed() > 0 || result.halted() != null;
                return result;
            } catch (UnfitEventException failure) {
                if (isCareful) {
                    // It ended the whole transaction, and its savepoint with it: now it is known before.
                    events = withUnfit(events, attempt.tried(), failure);
                }
                isCareful = true;
            } catch (SuspectConnectionException failure) {
                events = withUnfit(events, attempt.tried(), failure.unfit());
                isCareful = true;
                reconnect();
            } catch (SQLException failure) {
                events = blameless(events, failure);
                isCareful = true;
            }
        }
    }

    /**
     * After a constraint that is checked at the commit, which does not say whose fault it is: the first half; or the one event, known to be unfit.
     *
     * @throws SQLException what it was, if it was nothing of the kind
     */
    private static List<ReadyEvent> blameless(List<ReadyEvent> events, SQLException failure) throws SQLException {
        boolean isKnown = events.size() == 1 && events.get(0).unfit() != null;
        if (isKnown || SqlTrouble.of(failure) != SqlTrouble.OF_THE_EVENT) {
            throw failure;
        }
        return events.size() == 1
                ? withUnfit(events, 0, NodeTables.refused(failure))
                : events.subList(0, events.size() / 2);
    }

    private void reconnect() throws SQLException {
        node.close();
        node = NodeConnection.open(database, rules, projected);
        at = node.cursors();
    }

    private static List<ReadyEvent> withUnfit(List<ReadyEvent> events, int index, UnfitEventException why) {
        List<ReadyEvent> known = new ArrayList<>(events);
        ReadyEvent unfit = known.get(index);
        known.set(index, ReadyEvent.unfit(unfit.lane(), unfit.event(), why));
        return known;
    }

    /** Subjects of which the first parked event is to be tried again. */
    public List<SubjectKey> subjectsToRetry(int atMost) throws SQLException {
        return node.tables().parked().subjectsToRetry(atMost);
    }

    /** What is parked of a subject, in its order. */
    public List<ParkedEvent> parkedOf(SubjectKey subject, int atMost) throws SQLException {
        return node.tables().parked().ofSubject(subject, atMost);
    }

    /**
     * Tries parked events of one subject again, in their order and in one transaction, up to the first that fails.
     *
     * @param ready the first ones that are parked of the subject; if that is no longer so, nothing happens
     */
    public BatchResult retry(SubjectKey subject, List<ReadyEvent> ready) throws SQLException, InterruptedException {
        List<ReadyEvent> events = ready;
        while (true) {
            RetryWrite attempt = new RetryWrite(node.tables(), at, subject, events);
            try {
                return node.transaction(attempt::write);
            } catch (UnfitEventException failure) {
                // It ended the whole transaction, and its savepoint with it: now it is known before.
                events = withUnfit(events, attempt.tried(), failure);
            } catch (SuspectConnectionException failure) {
                events = withUnfit(events, attempt.tried(), failure.unfit());
                reconnect();
            } catch (SQLException failure) {
                events = blameless(events, failure);
            }
        }
    }

    /** Removes some ids that are no longer needed to tell what was applied; returns whether there are more. */
    public boolean forget() throws SQLException, InterruptedException {
        return node.forgetting().bite();
    }

    /** Notes, for whoever looks at the file, why nothing more is applied until a person has acted. */
    public void noteTrouble(String kind, String reason) throws SQLException {
        node.setTrouble(kind, reason, Moment.now());
    }

    /** Takes that note away. */
    public void clearTrouble() throws SQLException {
        node.setTrouble(null, null, null);
    }

    /** When the feed was last in reach, as it was noted; null if never since everything was applied once. */
    public @Nullable Instant contact() throws SQLException {
        return node.contact();
    }

    /** Notes that time, for whoever looks at the file, and for the next start. */
    public void noteContact(Instant time) throws SQLException {
        node.setContact(time);
    }

    /** Brings everything in the write-ahead log into the file, and empties it, if no reader needs it; returns whether that was so. */
    public boolean emptyLog() throws SQLException {
        return node.emptyLog();
    }

    /** The epoch of a source's feed; empty if it has none. */
    public static String epochOf(Object source) {
        return source instanceof EpochAware aware ? aware.epoch() : "";
    }

    @Override
    public void close() {
        node.close();
    }
}
