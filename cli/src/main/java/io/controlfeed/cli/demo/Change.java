package io.controlfeed.cli.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What the control plane committed.
 *
 * @param madeAt in microseconds since 1970
 */
record Change(String eventId, Effect effect, boolean isPoison, long madeAt) {

    /** All of them, in the order in which they were committed. */
    static List<Change> all(Connection controlPlane) throws SQLException {
        List<Change> all = new ArrayList<>();
        try (Statement statement = controlPlane.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT event_id, subject, version, is_poison, made_at FROM change ORDER BY rowid")) {
            while (row.next()) {
                all.add(new Change(
                        row.getString(1),
                        new Effect(row.getString(2), row.getLong(3)),
                        row.getBoolean(4),
                        row.getLong(5)));
            }
        }
        return all;
    }
}
