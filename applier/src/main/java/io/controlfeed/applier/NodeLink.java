package io.controlfeed.applier;

import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeException;
import io.controlfeed.applier.node.NodeStore;
import io.controlfeed.applier.node.SqlTrouble;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The way to the node's file: what the file does not take for now, because it is full or locked, is repeated until it does. */
final class NodeLink implements AutoCloseable {
    private static final String DATABASE = "node database";

    private final NodeDatabase database;
    private final Opening opening;
    private final Stop stop;
    private final Troubles troubles;
    private @Nullable NodeStore store;

    interface Opening {
        NodeStore open() throws SQLException, InterruptedException;
    }

    interface Call<T> {
        T on(NodeStore store) throws SQLException, InterruptedException;
    }

    NodeLink(NodeDatabase database, Opening opening, Stop stop, Troubles troubles) {
        this.database = database;
        this.opening = opening;
        this.stop = stop;
        this.troubles = troubles;
    }

    /**
     * Does something. If it failed half-way, it is done again on a new connection, which knows how far it came.
     *
     * @throws NodeException if the file is broken
     * @throws InterruptedException if the applier is to stop before it was possible
     */
    <T> T run(Call<T> call) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                if (store == null) {
                    store = opening.open();
                }
                T result = call.on(store);
                troubles.clear(DATABASE);
                return result;
            } catch (SQLException failed) {
                close();
                if (SqlTrouble.of(failed) != SqlTrouble.HOLDS) {
                    throw new NodeException(
                            database.name(),
                            "it cannot be used: " + failed.getMessage(),
                            "If the file is damaged, bootstrap the node from a snapshot: controlfeed bootstrap.",
                            failed);
                }
                troubles.hold(DATABASE, failed);
                stop.pauseAfter(failures);
            }
        }
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }
}
