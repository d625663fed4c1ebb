package io.controlfeed.applier.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** SQL of the operator's own that makes the tables which a projection writes. */
public final class NodeScript {
    private NodeScript() {}

    /**
     * Runs all statements of a file in one transaction. It is run at each start, so it has to be one that may be run again.
     *
     * @throws NodeException if the file cannot be read, or a statement fails; nothing was done then
     */
    public static void run(NodeDatabase database, Path script) throws SQLException, InterruptedException {
        String statements;
        try {
            statements = Files.readString(script);
        } catch (IOException unreadable) {
            throw new NodeException(
                    "node schema " + script,
                    "it cannot be read: " + unreadable,
                    "Give the path of a file of SQL in UTF-8.",
                    unreadable);
        }
        try (Connection connection = database.connect()) {
            Transaction.run(connection, transaction -> {
                try (Statement all = transaction.createStatement()) {
                    return all.executeUpdate(statements);
                }
            });
        } catch (SQLException failed) {
            if (SqlTrouble.of(failed) != SqlTrouble.OF_THE_EVENT) {
                throw failed;
            }
            throw new NodeException(
                    "node schema " + script,
                    "it cannot be run: " + failed.getMessage(),
                    "Nothing of it was done. It is run at each start: CREATE TABLE IF NOT EXISTS.",
                    failed);
        }
    }
}
