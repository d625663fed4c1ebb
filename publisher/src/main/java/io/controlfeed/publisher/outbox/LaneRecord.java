package io.controlfeed.publisher.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Up to where the outbox has recorded what it published to a lane: the floor under everything that is still pending.
 *
 * @param epoch of the feed; null if it has none
 */
public record LaneRecord(int lane, @Nullable String epoch, long version) {

    /** Those of all lanes. */
    static Map<Integer, LaneRecord> all(Connection connection) throws SQLException {
        try (PreparedStatement read =
                        connection.prepareStatement("SELECT lane, epoch, recorded_version FROM control_events_lane");
                ResultSet row = read.executeQuery()) {
            Map<Integer, LaneRecord> lanes = new TreeMap<>();
            while (row.next()) {
                lanes.put(row.getInt(1), new LaneRecord(row.getInt(1), row.getString(2), row.getLong(3)));
            }
            return lanes;
        }
    }
}
