package io.controlfeed.applier.node;

import io.controlfeed.feed.ControlEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The ids of the events that a node has applied. */
final class AppliedEvents {
    private final PreparedStatement insert;
    private final PreparedStatement contains;

    AppliedEvents(Connection connection) throws SQLException {
        insert = connection.prepareStatement(
                "INSERT INTO applied_events (event_id, lane, control_version, created_at, applied_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (event_id) DO NOTHING");
        contains = connection.prepareStatement("SELECT 1 FROM applied_events WHERE event_id = ?");
    }

    /** Adds an event; returns false if its id is there already. */
    boolean add(int lane, ControlEvent event, long createdAt, long now) throws SQLException {
        insert.setString(1, event.eventId());
        insert.setInt(2, lane);
        insert.setLong(3, event.controlVersion());
        insert.setLong(4, createdAt);
        insert.setLong(5, now);
        return insert.executeUpdate() == 1;
    }

    boolean contains(String eventId) throws SQLException {
        contains.setString(1, eventId);
        try (ResultSet found = contains.executeQuery()) {
            return found.next();
        }
    }
}
