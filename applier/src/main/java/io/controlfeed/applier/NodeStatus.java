package io.controlfeed.applier;

import io.controlfeed.applier.fingerprint.Fingerprint;
import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.node.Moment;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a node stands at one moment, by its own file; nothing that takes longer with a longer history is asked.
 *
 * @param nodeId null if it was given none
 * @param positions up to where it has applied each lane; none if it has applied nothing
 * @param applied how many events it has applied since its beginning or its last rewind, also if their ids are forgotten by now
 * @param forgottenBefore of events created before this not every id is remembered
 * @param contactedAt when the feed was last in reach, to a minute while its applier runs; null if it never had everything yet
 * @param parked how many events are set aside, for each state and kind that there is
 * @param trouble what keeps it from going on; none if nothing is known to
 * @param fingerprint what its rows are, as it is kept; none if it is not
 * @param logBytes the size of what was committed and not yet brought into the file
 */
public record NodeStatus(
        @Nullable String nodeId,
        List<LanePosition> positions,
        long applied,
        @Nullable Instant forgottenBefore,
        @Nullable Instant contactedAt,
        List<Parked> parked,
        Optional<Trouble> trouble,
        Optional<Fingerprint> fingerprint,
        long logBytes) {
    public NodeStatus {
        positions = List.copyOf(positions);
        parked = List.copyOf(parked);
    }

    /**
     * Events that are set aside.
     *
     * @param kind null where it has none: an event that is only behind another, or is to be tried again
     */
    public record Parked(String state, @Nullable String kind, long count) {}

    /** What keeps a node from going on. */
    public record Trouble(String kind, String text, Instant since) {}

    /** Reads it, also while the applier runs. */
    public static NodeStatus of(NodeDatabase database) throws SQLException, IOException {
        try (Connection connection = database.connectForReading();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            NodeSchema.require(database, connection);
            List<Parked> parked = parked(statement);
            long applied = applied(statement);
            try (ResultSet node = statement.executeQuery(
                    "SELECT node_id, forgotten_before, trouble_kind, trouble, trouble_since, contacted_at"
                            + " FROM controlfeed_node")) {
                long forgotten = node.getLong(2);
                long contacted = node.getLong(6);
                return new NodeStatus(
                        node.getString(1),
                        LanePosition.all(connection),
                        applied,
                        forgotten == 0 ? null : Moment.instant(forgotten),
                        contacted == 0 ? null : Moment.instant(contacted),
                        parked,
                        node.getString(3) == null
                                ? Optional.empty()
                                : Optional.of(new Trouble(
                                        node.getString(3),
                                        String.valueOf(node.getString(4)),
                                        Moment.instant(node.getLong(5)))),
                        Fingerprint.recorded(connection),
                        logBytes(database));
            }
        }
    }

    private static long applied(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT coalesce(max(id), 0) FROM applied_events")) {
            return row.getLong(1);
        }
    }

    private static List<Parked> parked(Statement statement) throws SQLException {
        List<Parked> parked = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT state, kind, count(*) FROM parked_events GROUP BY state, kind ORDER BY state, kind")) {
            while (row.next()) {
                parked.add(new Parked(row.getString(1), row.getString(2), row.getLong(3)));
            }
        }
        return parked;
    }

    private static long logBytes(NodeDatabase database) throws IOException {
        try {
            return Files.size(database.writeAheadLog());
        } catch (NoSuchFileException none) {
            return 0;
        }
    }
}
