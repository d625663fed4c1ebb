package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.publisher.outbox.Outbox;
import io.controlfeed.publisher.pump.Pump;
import io.controlfeed.publisher.pump.PumpSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** An outbox that is published to a feed. */
record PublishedOutbox(Database database, KafkaFeed feed) implements Backlog.Producer {
    private static final Outbox OUTBOX = new Outbox();
    private static final int CHUNK = 100_000;
    private static final String PUBLISHED = """
            INSERT INTO control_events_outbox (event_id, event_type, tenant_id, subject, version, base_version, checksum,
                artifact_size, artifact_media_type, state, published_control_version, published_at)
            WITH RECURSIVE series (n) AS (SELECT ? UNION ALL SELECT n + 1 FROM series WHERE n < ?)
            SELECT 'published-' || n, 'hostname.updated', 'tenant-' || n % 100, 'hostname/www-' || n || '.example.com', 7, 6,
                'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 2048, 'application/json', 'published',
                n, CURRENT_TIMESTAMP FROM series""";

    static PublishedOutbox create(Database database, KafkaFeed feed) {
        return new PublishedOutbox(database.withOutbox(), feed);
    }

    @Override
    public void put(Connection connection, List<ControlEvent> events) throws SQLException {
        OUTBOX.enqueue(connection, events);
    }

    void clear() {
        database.execute(database.clear("control_events_outbox"));
    }

    void fill(int events) {
        Backlog.put(database, this, events);
        settle();
    }

    /** Commits all of them in one transaction. */
    void putAtOnce(int events) {
        database.work(connection -> {
            connection.setAutoCommit(false);
            put(connection, Changes.events(events));
            connection.commit();
        });
    }

    void fillPublished(int rows, Progress progress) {
        progress.begin("filling " + database.name() + " with " + rows + " published rows");
        database.work(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(PUBLISHED)) {
                for (int done = 0; done < rows; done += CHUNK) {
                    insert.setInt(1, done + 1);
                    insert.setInt(2, Math.min(rows, done + CHUNK));
                    insert.executeUpdate();
                    progress.at("filled", done, rows);
                }
            }
        });
        settle();
    }

    void settle() {
        database.settle("control_events_outbox");
    }

    Pump pump() {
        return new Pump(
                database.outbox(),
                feed.registry(),
                KafkaFeed.NAME,
                feed.settings(),
                PumpSettings.defaults("bench"),
                new SimpleMeterRegistry());
    }

    void drain() {
        try {
            pump().drain();
        } catch (SQLException failed) {
            throw database.failed(failed);
        }
    }

    /** A drain that left something behind is no measurement. */
    void requireDrained() {
        requireDrained(0);
    }

    /** The same where so many rows can never be published. */
    void requireDrained(int poison) {
        database.work(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet left = statement.executeQuery(
                            "SELECT count(*) FROM control_events_outbox WHERE state <> 'published'")) {
                left.next();
                if (left.getInt(1) != poison) {
                    throw new IllegalStateException(left.getInt(1) + " rows were not published");
                }
            }
        });
    }
}
