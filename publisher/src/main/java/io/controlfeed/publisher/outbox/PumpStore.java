package io.controlfeed.publisher.outbox;

import io.controlfeed.feed.SubjectKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the pump reads from the outbox, and what it writes back. Used by one thread; after an error it connects anew. */
public final class PumpStore implements AutoCloseable {
    private static final int LONGEST_ERROR = 1_000;
    /** What the rows of a batch may hold together: several batches are under way at once. */
    private static final long LARGEST_BATCH = 4L << 20;

    private static final String SELECT_ROWS = "SELECT " + OutboxRow.COLUMNS + ", " + SubjectOrder.IS_BEHIND_ANY
            + " FROM control_events_outbox AS o WHERE ";
    static final String PENDING = SELECT_ROWS + "o.state = 'pending' AND o.id NOT IN {ids} ORDER BY o.id LIMIT ?";
    static final String DUE = SELECT_ROWS
            + "o.state = 'retrying' AND o.next_attempt_at <= (SELECT {now}) AND o.id NOT IN {ids} ORDER BY o.next_attempt_at LIMIT ?";

    static final String UNSETTLED = """
            SELECT o.id, o.event_id, o.tenant_id, o.subject FROM control_events_outbox AS o
            WHERE o.event_id IN {texts} AND o.state IN ('pending', 'retrying')""";

    static final String PUBLISH = """
            UPDATE control_events_outbox AS o SET state = 'published', published_control_version = stamped.version,
                published_at = {now}, next_attempt_at = NULL, feed_floor = NULL
            FROM {versions} AS stamped WHERE o.id = stamped.id AND o.state IN ('pending', 'retrying')""";
    private static final String RETRY = """
            UPDATE control_events_outbox SET state = 'retrying', attempt_count = attempt_count + 1, last_error = ?,
                last_attempt_at = {now}, next_attempt_at = {later}, feed_floor = ?
            WHERE id = ? AND state IN ('pending', 'retrying')""";
    private static final String PARK = """
            UPDATE control_events_outbox SET state = 'parked', attempt_count = attempt_count + 1, last_error = ?,
                last_attempt_at = {now}, next_attempt_at = NULL, parked_at = {now}, feed_floor = ?
            WHERE id = ? AND state IN ('pending', 'retrying')""";

    /** Also takes note that all is well. */
    private static final String ENTER = """
            UPDATE control_events_pump SET is_settled = ?, published_total = published_total + ?,
                trouble = NULL, trouble_since = NULL
            WHERE token = ?""";

    private static final String COUNT =
            "UPDATE control_events_pump SET published_total = published_total + ? WHERE token = ?";
    private static final String TROUBLE = """
            UPDATE control_events_pump SET trouble = ?, trouble_since = coalesce(trouble_since, {now}) WHERE token = ?""";
    private static final List<String> FORGET = List.of(
            "DELETE FROM control_events_lane",
            "UPDATE control_events_outbox SET feed_floor = NULL WHERE feed_floor IS NOT NULL");
    private static final String RECORD_LANE = """
            INSERT INTO control_events_lane (lane, epoch, recorded_version) VALUES (?, ?, ?)
            ON CONFLICT (lane) DO UPDATE SET epoch = excluded.epoch, recorded_version = excluded.recorded_version""";

    private final OutboxDatabase database;
    private final Dialect dialect;
    private final SubjectOrder order;
    private final Link link;

    public PumpStore(OutboxDatabase database) {
        this.database = database;
        this.dialect = database.dialect();
        this.order = new SubjectOrder(dialect);
        this.link = Link.forRecords(database);
    }

    /** Which outbox this is: the same for as long as its tables live. */
    public String outboxId() throws SQLException {
        return link.read(connection -> {
            try (PreparedStatement read = connection.prepareStatement("SELECT outbox_id FROM control_events_pump");
                    ResultSet row = read.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        });
    }

    /** The first rows, by id, that were not tried yet. */
    public List<OutboxRow> pending(int limit, Collection<Long> except) throws SQLException {
        return rows(PENDING, limit, except);
    }

    /** Rows whose time to be tried again has come. */
    public List<OutboxRow> due(int limit, Collection<Long> except) throws SQLException {
        return rows(DUE, limit, except);
    }

    private List<OutboxRow> rows(String statement, int limit, Collection<Long> except) throws SQLException {
        return link.stream(connection -> {
            PreparedStatement read = link.prepared(connection, statement);
            read.setFetchSize(Link.PIECE);
            read.setString(1, Settlement.jsonArray(except));
            read.setInt(2, limit);
            List<OutboxRow> rows = new ArrayList<>();
            long size = 0;
            try (ResultSet row = read.executeQuery()) {
                while (size < LARGEST_BATCH && row.next()) {
                    OutboxRow next = OutboxRow.read(row, dialect);
                    rows.add(next);
                    size += next.size();
                }
            }
            return rows;
        });
    }

    /** A row that an earlier pump may have published without recording it. */
    public record Unsettled(long id, String eventId, SubjectKey subject) {}

    /** Those rows of the given events that are still to be published. */
    public List<Unsettled> unsettled(Collection<String> eventIds) throws SQLException {
        return link.read(connection -> {
            try (PreparedStatement read = connection.prepareStatement(dialect.sql(UNSETTLED))) {
                read.setString(1, Settlement.jsonStrings(eventIds));
                List<Unsettled> found = new ArrayList<>();
                try (ResultSet row = read.executeQuery()) {
                    while (row.next()) {
                        SubjectKey subject = new SubjectKey(row.getString(3), row.getString(4));
                        found.add(new Unsettled(row.getLong(1), row.getString(2), subject));
                    }
                }
                return found;
            }
        });
    }

    /** Up to where each lane is recorded. */
    public Map<Integer, LaneRecord> lanes() throws SQLException {
        return link.read(LaneRecord::all);
    }

    /** Whether the last pump recorded everything that it had published. */
    public boolean isSettled() throws SQLException {
        return link.read(connection -> {
            try (PreparedStatement read = connection.prepareStatement("SELECT is_settled FROM control_events_pump");
                    ResultSet row = read.executeQuery()) {
                row.next();
                return row.getInt(1) == 1;
            }
        });
    }

    /**
     * Before the first append, with where each lane stands: from now on there may be something to settle.
     *
     * @param isNewFeed whether what was recorded before is of another feed, and means nothing
     */
    public void begin(long token, Collection<LaneRecord> lanes, boolean isNewFeed) throws SQLException {
        link.write(connection -> {
            enter(connection, token, false, 0);
            if (isNewFeed) {
                for (String statement : FORGET) {
                    try (PreparedStatement forget = connection.prepareStatement(statement)) {
                        forget.executeUpdate();
                    }
                }
            }
            record(connection, lanes);
            order.releaseForgotten(connection);
        });
    }

    /** After the last: everything is recorded. */
    public void end(long token) throws SQLException {
        link.write(connection -> enter(connection, token, true, 0));
    }

    private void enter(Connection connection, long token, boolean isSettled, int published) throws SQLException {
        update(connection, token, ENTER, isSettled ? 1 : 0, published);
    }

    /** Why nothing can be published for now, for those who look. */
    public void trouble(long token, String what) throws SQLException {
        link.write(connection -> update(connection, token, TROUBLE, cut(what)));
    }

    /**
     * Writes down what became of a batch.
     *
     * @return how many rows are published now and were not before
     * @throws LeaseLostException if another pump has the outbox; nothing is written then
     */
    public int settle(long token, Settlement settlement) throws SQLException {
        return link.transaction(connection -> {
            // Who changes states of rows waits here for the other, be it a pump or an operator.
            int expected = settlement.published.size();
            enter(connection, token, false, expected);
            int published = publish(connection, settlement);
            if (published != expected) {
                // Some were recorded before: their transaction was committed, and not answered.
                update(connection, token, COUNT, published - expected);
            }
            fail(connection, settlement.failed);
            order.hold(connection, settlement.behind);
            order.release(connection, settlement.published.keySet());
            record(connection, settlement.lanes.values());
            return published;
        });
    }

    private int publish(Connection connection, Settlement settlement) throws SQLException {
        if (settlement.published.isEmpty()) {
            return 0;
        }
        PreparedStatement publish = link.prepared(connection, PUBLISH);
        publish.setString(1, settlement.publishedAsJson());
        return publish.executeUpdate();
    }

    private void fail(Connection connection, List<Settlement.Failed> failed) throws SQLException {
        if (failed.isEmpty()) {
            return;
        }
        try (PreparedStatement retry = connection.prepareStatement(dialect.sql(RETRY));
                PreparedStatement park = connection.prepareStatement(dialect.sql(PARK))) {
            for (Settlement.Failed row : failed) {
                if (row.delayMillis() == null) {
                    park.setString(1, cut(row.error()));
                    park.setObject(2, row.floor(), Types.BIGINT);
                    park.setLong(3, row.id());
                    park.addBatch();
                } else {
                    retry.setString(1, cut(row.error()));
                    retry.setLong(2, row.delayMillis());
                    retry.setObject(3, row.floor(), Types.BIGINT);
                    retry.setLong(4, row.id());
                    retry.addBatch();
                }
            }
            retry.executeBatch();
            park.executeBatch();
        }
    }

    private void record(Connection connection, Collection<LaneRecord> lanes) throws SQLException {
        if (lanes.isEmpty()) {
            return;
        }
        PreparedStatement record = link.prepared(connection, RECORD_LANE);
        for (LaneRecord lane : lanes) {
            record.setInt(1, lane.lane());
            record.setString(2, lane.epoch());
            record.setLong(3, lane.version());
            record.addBatch();
        }
        record.executeBatch();
    }

    /** The pump's own row; the last parameter is the token. */
    private void update(Connection connection, long token, String statement, Object... values) throws SQLException {
        PreparedStatement update = link.prepared(connection, statement);
        for (int i = 0; i < values.length; i++) {
            update.setObject(i + 1, values[i]);
        }
        update.setLong(values.length + 1, token);
        if (update.executeUpdate() == 0) {
            throw new LeaseLostException(database.name(), token);
        }
    }

    /** At a whole character, and without what PostgreSQL cannot store. */
    private static String cut(String error) {
        String text = error.replace('\0', ' ');
        if (text.length() <= LONGEST_ERROR) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_ERROR - 2)) ? LONGEST_ERROR - 2 : LONGEST_ERROR - 1;
        return text.substring(0, end) + "…";
    }

    @Override
    public void close() {
        link.close();
    }
}
