package io.controlfeed.applier.node;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Keeps {@code applied_events} from growing without end, in small bites. Of each event that was created since {@code forgotten_before} the id is
 * there, if it was applied: an event that is not known is new, or older than that and set aside. So nothing can be applied twice.
 */
final class Forgetting {
    private static final int BITE = 4_000;
    /** A pass looks at all that are kept: it is worth that once there is a tenth more. */
    private static final int SLACK = 10;

    private final Connection connection;
    private final long kept;
    private final long keptMicros;
    private boolean isUnderWay;
    private long from;
    private long upTo;
    private long horizon;

    /**
     * @param kept how many of the latest ids stay
     * @param keptMicros how much older than all of those an event has to be for its id to go
     */
    Forgetting(Connection connection, long kept, long keptMicros) {
        this.connection = connection;
        this.kept = kept;
        this.keptMicros = keptMicros;
    }

    /** Removes a few ids, if there are too many; returns whether there is more to do. */
    boolean bite() throws SQLException, InterruptedException {
        if (!isUnderWay && !begin()) {
            return false;
        }
        long end = Math.min(upTo, from + BITE);
        Transaction.run(connection, transaction -> {
            int removed = update(
                    "DELETE FROM applied_events WHERE id > ? AND id <= ? AND created_at < ?", from, end, horizon);
            return removed == 0
                    ? 0
                    : update("UPDATE controlfeed_node SET forgotten_before = max(forgotten_before, ?)", horizon);
        });
        from = end;
        isUnderWay = from < upTo;
        return isUnderWay;
    }

    private boolean begin() throws SQLException {
        long first = number("SELECT coalesce(min(id), 0) FROM applied_events");
        long last = number("SELECT coalesce(max(id), 0) FROM applied_events");
        // What stays behind because it is young enough was looked at before: it does not begin a pass again by itself.
        long oldest = Math.max(first - 1, from);
        if (last - oldest < kept + kept / SLACK) {
            return false;
        }
        upTo = last - kept;
        from = first - 1;
        horizon = number("SELECT min(created_at) FROM applied_events WHERE id > ?", upTo) - keptMicros;
        isUnderWay = true;
        return true;
    }

    private int update(String sql, long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    private long number(String sql, long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet row = statement.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    private static void bind(PreparedStatement statement, long... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setLong(i + 1, parameters[i]);
        }
    }
}
