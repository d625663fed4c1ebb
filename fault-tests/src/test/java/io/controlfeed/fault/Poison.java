package io.controlfeed.fault;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.publisher.outbox.Outbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** Rows that a feed will never take: one half of them are no events, the other are too large for the topic. */
final class Poison {
    private static final int LARGEST_MESSAGE = 20_000;
    /** As always, what the producer gathers is less than what the topic takes: a batch that is too large is split, slowly. */
    private static final int LARGEST_BATCH = 10_000;

    private static final String TOO_LONG = "x".repeat(8_000);
    private static final String NO_EVENT =
            "INSERT INTO control_events_outbox (event_id, event_type, subject, attributes) VALUES (?, ?, ?, '{ no JSON')";

    private Poison() {}

    /** A feed that does not take them. */
    static Feed feed(String name) throws Exception {
        Feed feed = Feed.create(OneBroker.KAFKA, name, Map.of("kafka-property", "batch.size=" + LARGEST_BATCH));
        feed.configure(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGEST_MESSAGE));
        return feed;
    }

    /** Adds the next one in the connection's transaction; returns its id. */
    static String enqueue(Connection connection, int number, String subject) throws SQLException {
        String id = "poison-" + number;
        if (number % 2 == 0) {
            try (PreparedStatement insert = connection.prepareStatement(NO_EVENT)) {
                insert.setString(1, id);
                insert.setString(2, "resource.changed");
                insert.setString(3, subject);
                insert.executeUpdate();
            }
        } else {
            ControlEvent tooLarge = ControlEvent.builder(id, "resource.changed", subject)
                    .attribute("a", TOO_LONG)
                    .attribute("b", TOO_LONG)
                    .attribute("c", TOO_LONG)
                    .build();
            new Outbox().enqueue(connection, tooLarge);
        }
        return id;
    }
}
