package io.controlfeed.publisher.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about rows that failed. An action concerns all the rows that it names or none of them, is recorded with
 * who did it, and may be done while a pump works.
 */
public final class OutboxDesk {
    /** First of all, as a pump does: whoever changes states of rows waits here for the other. */
    private static final String TAKE_TURN = "UPDATE control_events_pump SET discarded_total = discarded_total + ?";

    private static final String FIND = """
            SELECT o.id, o.state, o.feed_floor IS NOT NULL, p.is_settled = 1 OR o.next_attempt_at > {now}
            FROM control_events_outbox AS o CROSS JOIN control_events_pump AS p WHERE o.event_id = ?""";

    static final String PARKED =
            "SELECT o.id FROM control_events_outbox AS o WHERE " + SubjectOrder.isIn("o", RowState.PARKED);

    private static final String NOTE = """
            INSERT INTO control_events_action (action, event_id, actor, reason)
            SELECT ?, o.event_id, ?, ? FROM control_events_outbox AS o WHERE o.id IN {ids} ORDER BY o.id""";

    private static final String RETRY = """
            UPDATE control_events_outbox SET state = 'pending', attempt_count = 0, next_attempt_at = NULL, parked_at = NULL
            WHERE id IN {ids}""";
    private static final String DISCARD = """
            UPDATE control_events_outbox SET state = 'discarded', discarded_at = {now}, next_attempt_at = NULL, parked_at = NULL
            WHERE id IN {ids}""";

    private final OutboxDatabase database;
    private final Dialect dialect;
    private final SubjectOrder order;

    public OutboxDesk(OutboxDatabase database) {
        this.database = database;
        this.dialect = database.dialect();
        this.order = new SubjectOrder(dialect);
    }

    /** Who acts, and why. */
    public record Operator(String name, @Nullable String reason) {}

    /**
     * Lets rows that are parked or wait to be tried again be tried at once, with all their attempts before them. What is held behind
     * them goes on when they are published.
     *
     * @return how many rows there were
     * @throws OutboxException if one of the ids is not there or not in such a state; nothing was done then
     */
    public int retry(Collection<String> eventIds, Operator by) throws SQLException {
        return transaction(0, connection -> {
            List<Long> rows = find(connection, "retry", new LinkedHashSet<>(eventIds), Found::cannotBeRetried);
            return retry(connection, rows, by);
        });
    }

    /** The same for all that is parked. */
    public int retryAllParked(Operator by) throws SQLException {
        return transaction(0, connection -> {
            List<Long> rows = new ArrayList<>();
            try (PreparedStatement parked = connection.prepareStatement(PARKED);
                    ResultSet row = parked.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getLong(1));
                }
            }
            return retry(connection, rows, by);
        });
    }

    private int retry(Connection connection, List<Long> rows, Operator by) throws SQLException {
        note(connection, "retry", rows, by);
        return change(connection, RETRY, rows);
    }

    /**
     * Gives rows up for good: they are not published. What was held behind them goes on.
     *
     * @return how many rows there were
     * @throws OutboxException if one of the ids is not there, or may be in the feed; nothing was done then
     */
    public int discard(Collection<String> eventIds, Operator by) throws SQLException {
        LinkedHashSet<String> ids = new LinkedHashSet<>(eventIds);
        return transaction(ids.size(), connection -> {
            List<Long> rows = find(connection, "discard", ids, Found::cannotBeDiscarded);
            note(connection, "discard", rows, by);
            int discarded = change(connection, DISCARD, rows);
            order.release(connection, rows);
            return discarded;
        });
    }

    private int transaction(int discarded, Transaction.Work<Integer> work) throws SQLException {
        try (Connection connection = database.connectForLease()) {
            new OutboxSchema(database).require(connection);
            return Transaction.run(connection, open -> {
                try (PreparedStatement turn = open.prepareStatement(TAKE_TURN)) {
                    turn.setInt(1, discarded);
                    turn.executeUpdate();
                }
                return work.on(open);
            });
        }
    }

    /**
     * A row that an operator named.
     *
     * @param isInDoubt whether an attempt of unknown outcome may have put it into the feed
     * @param isAtRest whether it is certain that no attempt is under way, or was when a pump was killed
     */
    private record Found(long id, RowState state, boolean isInDoubt, boolean isAtRest) {

        Optional<String> cannotBeRetried() {
            return state == RowState.PARKED || state == RowState.RETRYING
                    ? Optional.empty()
                    : Optional.of("is " + state.word() + ", and neither parked nor retrying");
        }

        Optional<String> cannotBeDiscarded() {
            if (state != RowState.RETRYING) {
                return cannotBeRetried();
            }
            if (isInDoubt) {
                return Optional.of("may be in the feed already: an attempt ended without an answer");
            }
            return isAtRest ? Optional.empty() : Optional.of("may be on its way into the feed just now");
        }
    }

    private interface Objection {
        Optional<String> to(Found row);
    }

    private List<Long> find(Connection connection, String action, Collection<String> eventIds, Objection objection)
            throws SQLException {
        List<Long> rows = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        try (PreparedStatement find = connection.prepareStatement(dialect.sql(FIND))) {
            for (String eventId : eventIds) {
                find.setString(1, eventId);
                try (ResultSet row = find.executeQuery()) {
                    if (!row.next()) {
                        refused.add("'" + eventId + "' is not in the outbox");
                        continue;
                    }
                    Found found = new Found(
                            row.getLong(1), RowState.of(row.getString(2)), row.getBoolean(3), row.getBoolean(4));
                    rows.add(found.id());
                    objection.to(found).ifPresent(why -> refused.add("'" + eventId + "' " + why));
                }
            }
        }
        if (!refused.isEmpty()) {
            throw new OutboxException(
                    action + " in " + database.name(),
                    String.join("; ", refused),
                    "Nothing was done. A row that is parked can be retried or discarded, and one that is retrying, too,"
                            + " unless it may be in the feed: then retry it, and the pump finds out.");
        }
        return rows;
    }

    private void note(Connection connection, String action, List<Long> rows, Operator by) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(dialect.sql(NOTE))) {
            note.setString(1, action);
            note.setString(2, by.name());
            note.setString(3, by.reason());
            note.setString(4, Settlement.jsonArray(rows));
            note.executeUpdate();
        }
    }

    private int change(Connection connection, String statement, List<Long> rows) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(dialect.sql(statement))) {
            change.setString(1, Settlement.jsonArray(rows));
            return change.executeUpdate();
        }
    }
}
