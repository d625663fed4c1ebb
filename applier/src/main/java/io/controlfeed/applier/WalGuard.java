package io.controlfeed.applier;

import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;

/**
 * Keeps the write-ahead log bounded. A reader that keeps a transaction open keeps everything that is written meanwhile; SQLite has no other
 * bound than to write nothing more.
 */
final class WalGuard {
    private static final String LOG = "write-ahead log";

    private final NodeDatabase database;
    private final long limit;
    private final Troubles troubles;

    WalGuard(NodeDatabase database, long limit, Troubles troubles) {
        this.database = database;
        this.limit = limit;
        this.troubles = troubles;
    }

    /** How large the log is now, in bytes. */
    long size() {
        try {
            return Files.size(database.writeAheadLog());
        } catch (IOException none) {
            return 0;
        }
    }

    boolean isFull() {
        return size() > limit;
    }

    /** Empties the log if nobody reads from it; returns whether that was so. */
    boolean tryToEmpty(NodeStore store) throws SQLException {
        boolean isEmpty = store.emptyLog();
        if (isEmpty) {
            troubles.clear(LOG);
        } else {
            troubles.hold(
                    LOG,
                    "it has " + size() + " bytes, and a reader of " + database.file()
                            + " keeps a transaction open that needs it. End that reader, or allow more with --wal-limit");
        }
        return isEmpty;
    }
}
