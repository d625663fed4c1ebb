package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Events that producers left behind. */
final class Backlog {
    private Backlog() {}

    /** Puts events into an outbox, whichever it is, in a transaction of its caller. */
    interface Producer {
        void put(Connection connection, List<ControlEvent> events) throws SQLException;
    }

    static void put(Database database, Producer outbox, int events) {
        database.work(connection -> {
            connection.setAutoCommit(false);
            for (int done = 0; done < events; done += Sink.MAX_BATCH) {
                outbox.put(connection, Changes.events(Math.min(Sink.MAX_BATCH, events - done)));
                connection.commit();
            }
        });
    }
}
