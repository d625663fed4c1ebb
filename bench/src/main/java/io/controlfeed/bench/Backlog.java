package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Events that producers left behind. */
final class Backlog {
    private Backlog() {}

    /** Puts events into an outbox, whichever it is, in a transaction of its caller. */
    interface Producer {
        void put(Connection connection, List<ControlEvent> events) throws SQLException;
    }

    static void put(Database database, Producer outbox, int events) {
        put(database, outbox, events, n -> Changes.event(n % Sink.MAX_BATCH));
    }

    /** @param event makes each event, told its number */
    static void put(Database database, Producer outbox, int events, IntFunction<ControlEvent> event) {
        database.work(connection -> {
            connection.setAutoCommit(false);
            for (int done = 0; done < events; done += Sink.MAX_BATCH) {
                outbox.put(
                        connection,
                        IntStream.range(done, Math.min(done + Sink.MAX_BATCH, events))
                                .mapToObj(event)
                                .toList());
                connection.commit();
            }
        });
    }
}
