package io.controlfeed.applier.node;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Which node a file is of. */
public final class NodeIdentity {
    private NodeIdentity() {}

    /**
     * Makes a file that of a node. Without a new name it keeps the one that it has: a host may be called otherwise after a restart.
     *
     * @param given the node's name from now on; null for the one that the file has
     * @param ifNone its name if there is neither
     * @return its name
     */
    public static String settle(NodeDatabase database, @Nullable String given, String ifNone)
            throws SQLException, InterruptedException {
        try (Connection connection = database.connect()) {
            return Transaction.run(connection, transaction -> {
                String known = read(transaction);
                String name = given != null ? given : known != null ? known : ifNone;
                if (!name.equals(known)) {
                    write(transaction, name);
                }
                return name;
            });
        }
    }

    /** The name in a node's file; null if it has none yet. */
    public static @Nullable String read(Connection connection) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement("SELECT node_id FROM controlfeed_node");
                ResultSet row = read.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static void write(Connection transaction, String name) throws SQLException {
        try (PreparedStatement write = transaction.prepareStatement("UPDATE controlfeed_node SET node_id = ?")) {
            write.setString(1, name);
            write.executeUpdate();
        }
    }
}
