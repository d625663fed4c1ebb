package io.controlfeed.applier.node;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of a node's parked events, and decides about them. From any process, whether the node's applier runs or not: it carries
 * out what is asked for here as soon as it sees it. An action concerns all the events that it names or none of them, and is recorded with who did it.
 */
public final class ParkedDesk {
    private static final String SELECT = "SELECT " + ParkedEntry.COLUMNS + " FROM parked_events WHERE ";
    private static final String IN_ORDER = " ORDER BY lane, control_version";

    private static final String FAILED =
            "SELECT event_id FROM parked_events WHERE state = 'failed' AND kind = coalesce(?, kind)" + IN_ORDER;

    private static final String RETRY = "UPDATE parked_events SET state = 'retry' WHERE event_id = ?";
    private static final String DISCARD = "UPDATE parked_events SET state = 'discarded' WHERE event_id = ?";
    private static final String NOTE =
            "INSERT INTO controlfeed_action (at, action, event_id, actor, reason) VALUES (?, ?, ?, ?, ?)";

    private final NodeDatabase database;

    public ParkedDesk(NodeDatabase database) {
        this.database = database;
    }

    /**
     * Which events are listed.
     *
     * @param kind only those that failed in this way; null for all
     * @param subject only of this subject, with its tenant in front if it has one; null for all
     */
    public record Filter(
            Set<ParkedState> states,
            @Nullable String kind,
            @Nullable String subject,
            int limit) {}

    /** Parked events, in the order of the feed. */
    public List<ParkedEntry> list(Filter filter) throws SQLException {
        String states =
                filter.states().stream().map(state -> "'" + state.word() + "'").collect(Collectors.joining(", "));
        try (Connection connection = connectForReading();
                PreparedStatement read = connection.prepareStatement(SELECT + "state IN (" + states
                        + ") AND kind IS coalesce(?, kind) AND coalesce(tenant_id || '/', '') || subject ="
                        + " coalesce(?, coalesce(tenant_id || '/', '') || subject)" + IN_ORDER
                        + " LIMIT ?")) {
            read.setString(1, filter.kind());
            read.setString(2, filter.subject());
            read.setInt(3, filter.limit());
            List<ParkedEntry> found = new ArrayList<>();
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    found.add(ParkedEntry.read(row));
                }
            }
            return found;
        }
    }

    /** One parked event. */
    public Optional<ParkedEntry> show(String eventId) throws SQLException {
        try (Connection connection = connectForReading()) {
            return find(connection, eventId);
        }
    }

    /**
     * Lets events that failed be tried again, and behind each what waits on its subject.
     *
     * @return how many there were
     * @throws NodeException if one of them is not parked, was given up, or waits behind another one; nothing was done then
     */
    public int retry(Collection<String> eventIds, Operator by) throws SQLException, InterruptedException {
        return transaction(connection -> {
            List<ParkedEntry> events = find(connection, "retry", eventIds);
            return change(connection, "retry", RETRY, ids(events), by);
        });
    }

    /**
     * The same for all that failed.
     *
     * @param kind only those that failed in this way; null for all
     */
    public int retryAll(@Nullable String kind, Operator by) throws SQLException, InterruptedException {
        return transaction(connection -> {
            List<String> ids = new ArrayList<>();
            try (PreparedStatement failed = connection.prepareStatement(FAILED)) {
                failed.setString(1, kind);
                try (ResultSet row = failed.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getString(1));
                    }
                }
            }
            return change(connection, "retry", RETRY, ids, by);
        });
    }

    /**
     * Gives events up for good: this node never applies them. What waited behind them is tried.
     *
     * @return how many there were
     * @throws NodeException if one of them is not parked, or was given up before; nothing was done then
     */
    public int discard(Collection<String> eventIds, Operator by) throws SQLException, InterruptedException {
        return transaction(connection -> {
            List<ParkedEntry> events = find(connection, "discard", eventIds);
            int discarded = change(connection, "discard", DISCARD, ids(events), by);
            ParkedEvents parked = new ParkedEvents(connection);
            for (ParkedEntry event : events) {
                parked.release(event.event().subjectKey());
            }
            return discarded;
        });
    }

    private Connection connectForReading() throws SQLException {
        return required(database.connectForReading());
    }

    private Connection required(Connection connection) throws SQLException {
        try {
            NodeSchema.require(database, connection);
            return connection;
        } catch (SQLException | RuntimeException unusable) {
            connection.close();
            throw unusable;
        }
    }

    private int transaction(Transaction.Work<Integer> work) throws SQLException, InterruptedException {
        try (Connection connection = required(database.connect())) {
            return Transaction.run(connection, work);
        }
    }

    private static List<String> ids(List<ParkedEntry> events) {
        return events.stream().map(entry -> entry.event().eventId()).toList();
    }

    private static Optional<ParkedEntry> find(Connection connection, String eventId) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(SELECT + "event_id = ?")) {
            find.setString(1, eventId);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(ParkedEntry.read(row)) : Optional.empty();
            }
        }
    }

    private List<ParkedEntry> find(Connection connection, String action, Collection<String> eventIds)
            throws SQLException {
        List<ParkedEntry> events = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (String eventId : new LinkedHashSet<>(eventIds)) {
            Optional<ParkedEntry> found = find(connection, eventId);
            if (found.isEmpty()) {
                refused.add("'" + eventId + "' is not parked");
            } else if (found.get().state() == ParkedState.DISCARDED) {
                refused.add("'" + eventId + "' was discarded");
            } else if (found.get().state() == ParkedState.BEHIND && action.equals("retry")) {
                refused.add("'" + eventId + "' waits behind '" + head(connection, found.get()) + "'");
            } else {
                events.add(found.get());
            }
        }
        if (!refused.isEmpty()) {
            throw new NodeException(
                    action + " in " + database.name(),
                    String.join("; ", refused),
                    "Nothing was done. controlfeed parked list shows what is parked; the first one of a subject can be"
                            + " retried, and any of them discarded.");
        }
        return events;
    }

    private static String head(Connection connection, ParkedEntry waiting) throws SQLException {
        return new ParkedEvents(connection)
                .ofSubject(waiting.event().subjectKey(), 1)
                .get(0)
                .event()
                .eventId();
    }

    private static int change(Connection connection, String action, String statement, List<String> ids, Operator by)
            throws SQLException {
        long now = Moment.now();
        try (PreparedStatement change = connection.prepareStatement(statement);
                PreparedStatement note = connection.prepareStatement(NOTE)) {
            for (String id : ids) {
                change.setString(1, id);
                change.executeUpdate();
                note.setLong(1, now);
                note.setString(2, action);
                note.setString(3, id);
                note.setString(4, by.name());
                note.setString(5, by.reason());
                note.executeUpdate();
            }
        }
        return ids.size();
    }
}
