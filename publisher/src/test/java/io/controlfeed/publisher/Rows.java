package io.controlfeed.publisher;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Events that tests put into an outbox, and what became of them there. */
final class Rows {
    static final String STATES = "SELECT state, count(*) FROM control_events_outbox GROUP BY state ORDER BY state";

    private Rows() {}

    static ControlEvent event(String id, String subject) {
        return ControlEvent.builder(id, "tenant.updated", subject).build();
    }

    /** One that the feed rejects. */
    static ControlEvent poison(String id, String subject) {
        return ControlEvent.builder(id, "tenant.updated", subject)
                .attribute(MemoryFeed.REJECT, "yes")
                .build();
    }

    /** Events named {@code prefix-0} and so on, of as many subjects as there are given, in turn. */
    static List<ControlEvent> events(String prefix, int count, String... subjects) {
        List<ControlEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(prefix + "-" + i, subjects[i % subjects.length]));
        }
        return events;
    }

    static void enqueue(Fresh outbox, ControlEvent... events) throws SQLException {
        enqueue(outbox, List.of(events));
    }

    static void enqueue(Fresh outbox, List<ControlEvent> events) throws SQLException {
        try (Connection connection = outbox.connect()) {
            connection.setAutoCommit(false);
            new Outbox().enqueue(connection, events);
            connection.commit();
        }
    }

    static String state(Fresh outbox, String eventId) throws SQLException {
        return outbox.query("SELECT state FROM control_events_outbox WHERE event_id = '" + eventId + "'")
                .get(0);
    }

    static List<String> ids(List<ControlEvent> events) {
        return events.stream().map(ControlEvent::eventId).toList();
    }
}
