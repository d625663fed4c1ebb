package io.controlfeed.applier.snapshot;

import io.controlfeed.applier.fingerprint.Fingerprints;
import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeException;
import io.controlfeed.applier.node.NodeLock;
import io.controlfeed.applier.node.NodeSchema;
import io.controlfeed.applier.node.OperatorAction;
import io.controlfeed.applier.node.Transaction;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * Puts a node back to an earlier position of its feed, from where its applier applies everything again. The feed is asked first; what
 * is done is done in one transaction.
 *
 * @param tables the projected tables
 * @param lanes opens a source of a lane of the node's feed; the source is closed here
 * @param actor who does it
 * @param reason why
 */
public record Rewind(
        NodeDatabase node,
        Set<String> tables,
        IntFunction<Source> lanes,
        String actor,
        @Nullable String reason) {
    public Rewind {
        tables = Set.copyOf(tables);
    }

    /**
     * Back to the beginning, with empty tables. What operators discarded stays discarded.
     *
     * @return where it was before
     * @throws NodeException if the applier runs, or nothing was applied
     * @throws FeedException if the feed does not hold everything from its beginning, or cannot be asked
     */
    public List<LanePosition> toBeginning() throws SQLException, InterruptedException {
        return underLock(connection -> {
            List<LanePosition> positions = positions(connection);
            for (LanePosition position : positions) {
                new FeedReach(lanes).require(position.lane(), position.epoch(), 0);
            }
            try (Statement statement = connection.createStatement()) {
                // Until the commit, so that the order of the tables does not matter.
                statement.execute("PRAGMA defer_foreign_keys = ON");
                for (String table : presentTables(connection)) {
                    statement.executeUpdate("DELETE FROM main.\"" + table.replace("\"", "\"\"") + "\"");
                }
                statement.executeUpdate("DELETE FROM applied_events");
                statement.executeUpdate("DELETE FROM controlfeed_subject");
                statement.executeUpdate("DELETE FROM parked_events WHERE state <> 'discarded'");
                statement.executeUpdate("UPDATE controlfeed_node SET forgotten_before = 0, contacted_at = NULL");
            }
            // The applier reads the empty tables anew.
            Fingerprints.forget(connection);
            for (LanePosition position : positions) {
                move(connection, position, 0);
                // Nothing is left of which one would have to believe that it was right.
                execute(connection, "UPDATE controlfeed_cursor SET replay_until = 0");
            }
            record(connection, "rewind to the beginning");
            return positions;
        });
    }

    /** Back to a version of the only lane: {@link #to(int, long)}. */
    public LanePosition to(long version) throws SQLException, InterruptedException {
        return underLock(connection -> {
            List<LanePosition> positions = positions(connection);
            if (positions.size() > 1) {
                throw refused(
                        "the feed has " + positions.size() + " lanes, each with versions of its own",
                        "Name the lane, or rewind to the beginning.");
            }
            return rewind(connection, positions.get(0), version);
        });
    }

    /**
     * Back to a version of a lane. The rows stay: what follows is applied over them. What was parked since comes again; what was
     * discarded stays so.
     *
     * @param version above 0, and not above the node's position
     * @return where it was before
     * @throws NodeException if the applier runs, or the node has not come so far
     * @throws FeedException if the feed does not hold everything after that version, or cannot be asked
     */
    public LanePosition to(int lane, long version) throws SQLException, InterruptedException {
        return underLock(connection -> {
            for (LanePosition position : positions(connection)) {
                if (position.lane() == lane) {
                    return rewind(connection, position, version);
                }
            }
            throw refused("it has applied nothing of lane " + lane, "Name a lane that controlfeed status shows.");
        });
    }

    private LanePosition rewind(Connection connection, LanePosition position, long version)
            throws SQLException, InterruptedException {
        if (version <= 0 || version > position.controlVersion()) {
            throw refused(
                    "version " + version + " of lane " + position.lane() + " is no earlier position: it stands at "
                            + position.controlVersion(),
                    version == 0
                            ? "To rewind to the beginning is to empty the tables: ask for that."
                            : "Give a version from 1 up to that.");
        }
        new FeedReach(lanes).require(position.lane(), position.epoch(), version);
        for (String rows : List.of(
                "applied_events WHERE", "controlfeed_subject WHERE", "parked_events WHERE state <> 'discarded' AND")) {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM " + rows + " lane = ? AND control_version > ?")) {
                delete.setInt(1, position.lane());
                delete.setLong(2, version);
                delete.executeUpdate();
            }
        }
        move(connection, position, version);
        record(connection, "rewind of lane " + position.lane() + " to " + version);
        return position;
    }

    private static void move(Connection connection, LanePosition position, long version) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE controlfeed_cursor SET control_version = ?,"
                + " replay_until = max(control_version, replay_until), created_at = NULL, moved_at = "
                + OperatorAction.NOW + " WHERE lane = ?")) {
            update.setLong(1, version);
            update.setInt(2, position.lane());
            update.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private <T> T underLock(Transaction.Work<T> work) throws SQLException, InterruptedException {
        NodeLock lock = NodeLock.take(node);
        try (Connection connection = node.connect()) {
            NodeSchema.require(node, connection);
            return Transaction.run(connection, work);
        } catch (SQLException failed) {
            if (failed.getErrorCode() != SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
                throw failed;
            }
            throw new NodeException(
                    "rewind of " + node.name(),
                    "other rows refer to what would be removed: " + failed.getMessage(),
                    "Remove those first, or bootstrap from a snapshot.",
                    failed);
        } finally {
            lock.close();
        }
    }

    private List<LanePosition> positions(Connection connection) throws SQLException {
        List<LanePosition> positions = LanePosition.all(connection);
        if (positions.isEmpty()) {
            throw refused("nothing was applied yet", "There is nothing to rewind.");
        }
        return positions;
    }

    /** Those that there are, as the schema spells them. */
    private List<String> presentTables(Connection connection) throws SQLException {
        List<String> present = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE")) {
            for (String table : tables) {
                select.setString(1, table);
                try (ResultSet found = select.executeQuery()) {
                    if (found.next()) {
                        present.add(found.getString(1));
                    }
                }
            }
        }
        return present;
    }

    private void record(Connection connection, String action) throws SQLException {
        new OperatorAction(action, actor, reason).record(connection);
    }

    private NodeException refused(String reason, String hint) {
        return new NodeException("rewind of " + node.name(), reason, hint);
    }
}
