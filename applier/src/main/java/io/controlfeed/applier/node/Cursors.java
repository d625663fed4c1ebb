package io.controlfeed.applier.node;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/** The cursor of each lane. A cursor only moves from where its mover believes it to be. */
public final class Cursors {
    private final NodeDatabase database;
    private final Connection connection;
    private final PreparedStatement move;

    Cursors(NodeDatabase database, Connection connection) throws SQLException {
        this.database = database;
        this.connection = connection;
        this.move = connection.prepareStatement(
                "UPDATE controlfeed_cursor SET control_version = ?, created_at = ?, moved_at = ?"
                        + " WHERE lane = ? AND control_version = ? AND epoch = ?");
    }

    /** All of them, by lane. */
    public static SortedMap<Integer, Cursor> read(Connection connection) throws SQLException {
        SortedMap<Integer, Cursor> cursors = new TreeMap<>();
        try (PreparedStatement read = connection.prepareStatement(
                        "SELECT lane, epoch, control_version, replay_until FROM controlfeed_cursor");
                ResultSet row = read.executeQuery()) {
            while (row.next()) {
                Cursor cursor = new Cursor(row.getInt(1), row.getString(2), row.getLong(3), row.getLong(4));
                cursors.put(cursor.lane(), cursor);
            }
        }
        return cursors;
    }

    /** A cursor for a lane that has none: at the beginning. */
    public Cursor begin(int lane, String feed, String epoch) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement(
                "INSERT INTO controlfeed_cursor (lane, feed, epoch, control_version, moved_at) VALUES (?, ?, ?, 0, ?)")) {
            begin.setInt(1, lane);
            begin.setString(2, feed);
            begin.setString(3, epoch);
            begin.setLong(4, Moment.now());
            begin.executeUpdate();
        }
        return new Cursor(lane, epoch, 0, 0);
    }

    /**
     * Moves a cursor.
     *
     * @throws NodeException if it is not where it was: somebody else works on this file
     */
    Cursor move(Cursor from, long toVersion, long createdAt, long now) throws SQLException {
        move.setLong(1, toVersion);
        move.setLong(2, createdAt);
        move.setLong(3, now);
        move.setInt(4, from.lane());
        move.setLong(5, from.controlVersion());
        move.setString(6, from.epoch());
        if (move.executeUpdate() != 1) {
            throw new NodeException(
                    database.name(),
                    "the cursor of lane " + from.lane() + " is no longer at " + from.controlVersion()
                            + ": something else has moved it; nothing was applied",
                    "Let one applier work on the file at a time, and start it again.");
        }
        return from.at(toVersion);
    }
}
