package io.controlfeed.applier.node;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does to a node, and is remembered in {@code controlfeed_action}.
 *
 * @param action in a word or two
 * @param actor who does it
 * @param reason why, or with what
 */
public record OperatorAction(
        String action, String actor, @Nullable String reason) {
    /** The time now in SQL, as the tables have it: microseconds since 1970. */
    public static final String NOW = "CAST(unixepoch('now', 'subsec') * 1000000 AS INTEGER)";

    /** To be called in the transaction that does it. */
    public void record(Connection transaction) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "INSERT INTO controlfeed_action (at, action, actor, reason) VALUES (" + NOW + ", ?, ?, ?)")) {
            insert.setString(1, action);
            insert.setString(2, actor);
            insert.setString(3, reason);
            insert.executeUpdate();
        }
    }
}
