package io.controlfeed.publisher.outbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes rows that were published or discarded some time ago, by the database's clock, and never any other. It does so in small
 * batches, and leaves the database to the others for longer than it takes itself.
 */
public final class OutboxRetention implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

    /** The time in a query of its own: PostgreSQL would ask for it again for every row, and then use no index. */
    static final String PUBLISHED = """
            SELECT id FROM control_events_outbox WHERE state = 'published' AND published_at < (SELECT {earlier})
            ORDER BY published_at LIMIT %d""".formatted(BATCH);

    static final String DISCARDED = """
            SELECT id FROM control_events_outbox WHERE state = 'discarded' AND discarded_at < (SELECT {earlier})
            ORDER BY discarded_at LIMIT %d""".formatted(BATCH);

    static final String REMOVE = "DELETE FROM control_events_outbox WHERE id IN {ids}";

    private final Dialect dialect;
    private final Link link;
    private final Duration age;

    /** @param age that a row must have before it is removed, counted from when it was done */
    public OutboxRetention(OutboxDatabase database, Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("the age of rows to be removed is " + age + ": it cannot be negative");
        }
        this.dialect = database.dialect();
        this.link = Link.forRecords(database);
        this.age = age;
    }

    /** Waits between two batches. */
    public interface Pause {
        /** Returns whether it is time to end. */
        boolean lasts(Duration time) throws InterruptedException;
    }

    /** Removes all that is old enough, and returns how many rows that were. */
    public long prune(Pause pause) throws SQLException, InterruptedException {
        long removed = 0;
        for (String statement : List.of(PUBLISHED, DISCARDED)) {
            int batch;
            do {
                long begin = System.nanoTime();
                batch = remove(statement);
                removed += batch;
                Duration rest = Duration.ofNanos(2 * (System.nanoTime() - begin));
                if (batch == BATCH && pause.lasts(rest.compareTo(SHORTEST_PAUSE) > 0 ? rest : SHORTEST_PAUSE)) {
                    return removed;
                }
            } while (batch == BATCH);
        }
        return removed;
    }

    private int remove(String old) throws SQLException {
        return link.transaction(connection -> {
            List<Long> ids = new ArrayList<>();
            try (PreparedStatement find = connection.prepareStatement(dialect.sql(old))) {
                find.setLong(1, age.toMillis());
                try (ResultSet row = find.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getLong(1));
                    }
                }
            }
            try (PreparedStatement remove = connection.prepareStatement(dialect.sql(REMOVE))) {
                remove.setString(1, Settlement.jsonArray(ids));
                return remove.executeUpdate();
            }
        });
    }

    @Override
    public void close() {
        link.close();
    }
}
