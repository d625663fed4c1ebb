package io.controlfeed.publisher.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Who waits behind whom. A row that failed, and everything that waits, stands aside; a later row of its subject is held behind it.
 * When a row of a subject is done, the next of those that are held may go on, a bounded number at a time: each of them takes the
 * rest along when it is done itself.
 */
final class SubjectOrder {
    private static final String ASIDE = "('retrying', 'held', 'parked')";
    private static final int RELEASED_AT_ONCE = 1_000;
    /** How many parameters {@link #RELEASE} has: subject and tenant, in turn. */
    private static final int PLACES = 6;

    /** Whether row {@code o} must wait. */
    static final String IS_BEHIND = """
            EXISTS (SELECT 1 FROM control_events_outbox AS front
                WHERE front.state IN %s AND front.subject = o.subject
                    AND coalesce(front.tenant_id, '') = coalesce(o.tenant_id, '') AND front.id < o.id)""".formatted(ASIDE);

    /** The same, found out by one look for all rows as long as nothing stands aside. */
    static final String IS_BEHIND_ANY = """
            CASE WHEN (SELECT 1 FROM control_events_outbox AS any_aside WHERE any_aside.state IN %s
                ORDER BY any_aside.state, any_aside.subject LIMIT 1) IS NULL THEN FALSE ELSE %s END""".formatted(ASIDE, IS_BEHIND);

    static final String HOLD = """
            UPDATE control_events_outbox AS o SET state = 'held', next_attempt_at = NULL
            WHERE o.id IN {ids} AND o.state IN ('pending', 'retrying') AND\s""" + IS_BEHIND;

    static final String IS_ANY_HELD = "SELECT 1 FROM control_events_outbox AS held WHERE " + isIn("held", RowState.HELD)
            + " ORDER BY held.subject LIMIT 1";

    /** By the first that is held: SQLite takes EXISTS for a join, and goes through all of them for each row that is done. */
    static final String SUBJECTS_WITH_HELD = """
            SELECT DISTINCT done.subject, coalesce(done.tenant_id, '') FROM control_events_outbox AS done
            WHERE done.id IN {ids} AND (SELECT min(held.id) FROM control_events_outbox AS held WHERE %s
                AND held.subject = done.subject AND coalesce(held.tenant_id, '') = coalesce(done.tenant_id, '')) IS NOT NULL""".formatted(isIn("held", RowState.HELD));

    /** What stands in front is looked up once for each state: a look for each row would go through all that are held with it. */
    static final String RELEASE = """
            UPDATE control_events_outbox SET state = 'pending' WHERE id IN (
                SELECT held.id FROM control_events_outbox AS held
                WHERE %s AND held.subject = ? AND coalesce(held.tenant_id, '') = ? AND held.id < %s AND held.id < %s
                ORDER BY held.id LIMIT %d)""".formatted(
                    isIn("held", RowState.HELD), first(RowState.RETRYING), first(RowState.PARKED), RELEASED_AT_ONCE);

    static final String RELEASE_FORGOTTEN = "UPDATE control_events_outbox AS o SET state = 'pending' WHERE "
            + isIn("o", RowState.HELD) + " AND NOT " + IS_BEHIND;

    private final Dialect dialect;

    /** Whether a row is in a state; SQLite takes a partial index only where it finds the index's own condition. */
    static String isIn(String row, RowState state) {
        String is = row + ".state = '" + state.word() + "'";
        return switch (state) {
            case RETRYING, HELD, PARKED -> row + ".state IN " + ASIDE + " AND " + is;
            case PENDING, PUBLISHED, DISCARDED -> is;
        };
    }

    /** The id of a subject's first row in a state; greater than any if there is none. */
    private static String first(RowState state) {
        return """
                coalesce((SELECT min(front.id) FROM control_events_outbox AS front
                    WHERE %s AND front.subject = ? AND coalesce(front.tenant_id, '') = ?), %d)""".formatted(isIn("front", state), Long.MAX_VALUE);
    }

    SubjectOrder(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Holds those of the rows that still have to wait; what they waited for may be done by now. */
    void hold(Connection connection, Collection<Long> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement hold = connection.prepareStatement(dialect.sql(HOLD))) {
            hold.setString(1, Settlement.jsonArray(rows));
            hold.executeUpdate();
        }
    }

    /** Lets go on what was held behind rows that are done now. */
    void release(Connection connection, Collection<Long> done) throws SQLException {
        if (done.isEmpty() || !isAnyHeld(connection)) {
            return;
        }
        try (PreparedStatement subjects = connection.prepareStatement(dialect.sql(SUBJECTS_WITH_HELD));
                PreparedStatement release = connection.prepareStatement(RELEASE)) {
            subjects.setString(1, Settlement.jsonArray(done));
            try (var found = subjects.executeQuery()) {
                while (found.next()) {
                    for (int place = 1; place <= PLACES; place += 2) {
                        release.setString(place, found.getString(1));
                        release.setString(place + 1, found.getString(2));
                    }
                    release.addBatch();
                }
            }
            release.executeBatch();
        }
    }

    /** Lets go on what waits for nothing, such as for a row that somebody deleted. */
    void releaseForgotten(Connection connection) throws SQLException {
        try (PreparedStatement release = connection.prepareStatement(RELEASE_FORGOTTEN)) {
            release.executeUpdate();
        }
    }

    private static boolean isAnyHeld(Connection connection) throws SQLException {
        try (PreparedStatement any = connection.prepareStatement(IS_ANY_HELD);
                var found = any.executeQuery()) {
            return found.next();
        }
    }
}
