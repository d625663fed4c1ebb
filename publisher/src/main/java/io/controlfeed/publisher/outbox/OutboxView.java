package io.controlfeed.publisher.outbox;

import io.controlfeed.feed.ArtifactRef;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at an outbox, and changes nothing. Used by one thread. */
public final class OutboxView implements AutoCloseable {
    /** One state at a time, because each has its own index. */
    private static final String LIST = "SELECT " + OutboxEntry.COLUMNS + " FROM control_events_outbox AS o WHERE ";

    private static final String OF_SUBJECT = " AND o.subject = ?";
    private static final String OF_TENANT = " AND coalesce(o.tenant_id, '') = ?";

    /** One statement, so that no row is counted twice or not at all while a pump works. */
    static final String STATUS = """
            SELECT p.outbox_id, p.published_total, p.discarded_total, p.holder, {left}, p.trouble, p.trouble_since,
                (SELECT max(version) FROM control_events_schema),
                (SELECT {age} FROM control_events_outbox AS o WHERE o.state = 'pending' ORDER BY o.id LIMIT 1),
                %s
            FROM control_events_pump AS p""".formatted(RowState.OPEN.stream()
            .map(state ->
                    "(SELECT count(*) FROM control_events_outbox AS o WHERE " + SubjectOrder.isIn("o", state) + ")")
            .collect(Collectors.joining(",\n    ")));

    private static final String OLDEST_ARTIFACT = """
            SELECT f.checksum FROM (SELECT id, checksum FROM control_events_outbox WHERE state = 'pending'
                ORDER BY id LIMIT 1000) AS f WHERE f.checksum IS NOT NULL ORDER BY f.id LIMIT 1""";

    private static final int BEFORE_COUNTS = 9;

    private final Dialect dialect;
    private final Link link;

    public OutboxView(OutboxDatabase database) {
        this.dialect = database.dialect();
        this.link = Link.forRecords(database);
    }

    /**
     * Which rows are listed.
     *
     * @param subject only of this subject; null for all
     * @param tenantId only of this tenant; null for all
     * @param newestFirst to begin at the end
     */
    public record Filter(
            Set<RowState> states,
            @Nullable String subject,
            @Nullable String tenantId,
            boolean newestFirst,
            int limit) {}

    /** Rows in the order in which they were enqueued, or from the newest back. */
    public List<OutboxEntry> list(Filter filter) throws SQLException {
        Comparator<OutboxEntry> order = Comparator.comparingLong(OutboxEntry::id);
        return link.read(connection -> {
            List<OutboxEntry> found = new ArrayList<>();
            for (RowState state : filter.states()) {
                list(connection, state, filter, found);
            }
            return found.stream()
                    .sorted(filter.newestFirst() ? order.reversed() : order)
                    .limit(filter.limit())
                    .toList();
        });
    }

    static String statement(RowState state, Filter filter) {
        boolean hasOrder = state == RowState.PENDING || !RowState.OPEN.contains(state);
        return LIST
                + SubjectOrder.isIn("o", state)
                + (filter.subject() == null ? "" : OF_SUBJECT)
                + (filter.tenantId() == null ? "" : OF_TENANT)
                // A sign in front of the id: what stands aside is few, and is not to be looked for among all rows in
                // their order.
                + (hasOrder ? " ORDER BY o.id" : " ORDER BY +o.id")
                + (filter.newestFirst() ? " DESC LIMIT ?" : " LIMIT ?");
    }

    private void list(Connection connection, RowState state, Filter filter, List<OutboxEntry> found)
            throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(statement(state, filter))) {
            int parameter = 0;
            if (filter.subject() != null) {
                read.setString(++parameter, filter.subject());
            }
            if (filter.tenantId() != null) {
                read.setString(++parameter, filter.tenantId());
            }
            read.setInt(++parameter, filter.limit());
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    found.add(OutboxEntry.read(row, dialect));
                }
            }
        }
    }

    /** How the outbox stands. It counts rows that are not done: of millions, that takes a second. */
    public OutboxStatus status() throws SQLException {
        return link.read(connection -> {
            List<LaneRecord> lanes = List.copyOf(LaneRecord.all(connection).values());
            try (PreparedStatement read = connection.prepareStatement(dialect.sql(STATUS));
                    ResultSet row = read.executeQuery()) {
                row.next();
                return status(row, lanes);
            }
        });
    }

    /** What time the database has, by which it judges the lease. */
    public Instant now() throws SQLException {
        return link.read(connection -> {
            try (PreparedStatement read = connection.prepareStatement(dialect.sql("SELECT {now}"));
                    ResultSet row = read.executeQuery()) {
                row.next();
                return TextTime.parse(String.valueOf(dialect.time(row, 1)));
            }
        });
    }

    /** The artifact of the oldest pending row that has one, among the first thousand; none if none has. */
    public Optional<ArtifactRef> oldestPendingArtifact() throws SQLException {
        return link.read(connection -> {
            try (PreparedStatement read = connection.prepareStatement(OLDEST_ARTIFACT);
                    ResultSet row = read.executeQuery()) {
                return row.next() ? Optional.of(ArtifactRef.of(row.getString(1))) : Optional.empty();
            }
        });
    }

    private OutboxStatus status(ResultSet row, List<LaneRecord> lanes) throws SQLException {
        long age = row.getLong(9);
        Duration oldest = row.wasNull() ? null : Duration.ofMillis(Math.max(0, age));
        Map<RowState, Long> counts = new EnumMap<>(RowState.class);
        int column = BEFORE_COUNTS;
        for (RowState state : RowState.OPEN) {
            counts.put(state, row.getLong(++column));
        }
        return new OutboxStatus(
                row.getString(1),
                row.getInt(8),
                counts,
                row.getLong(2),
                row.getLong(3),
                oldest,
                row.getString(4),
                Duration.ofMillis(Math.max(0, row.getLong(5))),
                row.getString(6),
                dialect.time(row, 7),
                lanes);
    }

    @Override
    public void close() {
        link.close();
    }
}
