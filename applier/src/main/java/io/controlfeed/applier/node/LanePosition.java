package io.controlfeed.applier.node;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Up to where a node has applied a lane, as its file tells.
 *
 * @param feed the name that the feed had
 * @param epoch the incarnation of the feed in which the version means something
 * @param controlVersion of the last event that was applied; 0 for the beginning
 * @param createdAt when that event was made; null if that is not known
 * @param movedAt when the position was last changed
 * @param replayUntil up to where everything had been applied before a rewind; 0 if there was none
 */
public record LanePosition(
        int lane,
        String feed,
        String epoch,
        long controlVersion,
        @Nullable Instant createdAt,
        Instant movedAt,
        long replayUntil) {

    /** The positions of all lanes, in their order; none if nothing was applied yet. */
    public static List<LanePosition> all(Connection connection) throws SQLException {
        List<LanePosition> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT lane, feed, epoch, control_version, created_at,"
                        + " moved_at, replay_until FROM controlfeed_cursor ORDER BY lane")) {
            while (row.next()) {
                all.add(new LanePosition(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getObject(5) == null ? null : ofMicros(row.getLong(5)),
                        ofMicros(row.getLong(6)),
                        row.getLong(7)));
            }
        }
        return all;
    }

    private static Instant ofMicros(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
