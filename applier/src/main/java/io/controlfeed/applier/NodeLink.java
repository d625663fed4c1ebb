package io.controlfeed.applier;

import io.controlfeed.applier.node.Cursor;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeException;
import io.controlfeed.applier.node.NodeStore;
import io.controlfeed.applier.node.SqlTrouble;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way to the node's file: what the file does not take for now, because it is full or locked, is repeated until it does. */
final class NodeLink implements AutoCloseable {
    private static final String DATABASE = "node database";

    private final NodeDatabase database;
    private final Opening opening;
    private final Stop stop;
    private final Troubles troubles;
    private @Nullable NodeStore store;
    /** Where the lanes were when the file was used last. */
    private @Nullable Map<Integer, Cursor> last;

    interface Opening {
        NodeStore open(boolean again) throws SQLException, InterruptedException;
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
                NodeStore open = store == null ? reopen() : store;
                store = open;
                T result = call.on(open);
                last = Map.copyOf(open.cursors());
                troubles.clear(DATABASE);
                return result;
            } catch (SQLException failed) {
                close();
                SqlTrouble trouble = SqlTrouble.of(failed);
                if (trouble != SqlTrouble.HOLDS) {
                    throw new NodeException(
                            database.name(),
                            "it cannot be used: " + failed.getMessage(),
                            trouble == SqlTrouble.BROKEN
                                    ? "The file is damaged: bootstrap the node from a snapshot, controlfeed bootstrap."
                                    : "Look at what is said of its tables: the applier's own ones are not to be changed.",
                            failed);
                }
                troubles.hold(DATABASE, failed);
                stop.pauseAfter(failures);
            }
        }
    }

    /** A file that went back meanwhile has lost what was read since, and would go on behind it. */
    private NodeStore reopen() throws SQLException, InterruptedException {
        NodeStore open = opening.open(last != null);
        for (Map.Entry<Integer, Cursor> before :
                last == null ? Map.<Integer, Cursor>of().entrySet() : last.entrySet()) {
            Cursor now = open.cursors().get(before.getKey());
            if (now == null || now.controlVersion() < before.getValue().controlVersion()) {
                open.close();
                throw new NodeException(
                        database.name(),
                        "it is another file than before: lane " + before.getKey() + " was at "
                                + before.getValue().controlVersion() + ", and is "
                                + (now == null ? "not there" : "at " + now.controlVersion()),
                        "Start the applier again: it goes on from where the file is.");
            }
        }
        return open;
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }
}
