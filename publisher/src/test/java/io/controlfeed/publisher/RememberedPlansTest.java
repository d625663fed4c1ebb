package io.controlfeed.publisher;

import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.outbox.OutboxRow;
import io.controlfeed.publisher.outbox.PumpStore;
import io.controlfeed.publisher.outbox.Settlement;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL remembers how it did what it is asked all the time, and nobody has told it yet that the outbox has grown. */
class RememberedPlansTest {
    private static final int BEFORE = 30;
    private static final int MANY = 50_000;
    private static final long NO_TOKEN_YET = 0;

    @TempDir
    Path dir;

    private int published;

    @Test
    void plansForAFewRows_areNotKeptForMany() throws Exception {
        Fresh outbox = Database.POSTGRESQL.create(dir);
        outbox.execute("ALTER TABLE control_events_outbox SET (autovacuum_enabled = false)");
        try (PumpStore store = new PumpStore(outbox.outbox())) {
            for (int i = 0; i < BEFORE; i++) {
                publishOne(outbox, store);
            }
            outbox.execute("INSERT INTO control_events_outbox (event_id, event_type, subject, state, discarded_at)"
                    + " SELECT 'old-' || i, 't', 's', 'discarded', now() FROM generate_series(1, " + MANY + ") AS i");

            // What was read before may be counted with the first of the others.
            wholeTableRows(outbox, store);
            Eventually.holds(
                    "rows are published without reading the whole table", () -> wholeTableRows(outbox, store) < MANY);
        }
    }

    /** Publishes rows until PostgreSQL has counted what that took, which is after about a second; returns what was read for want of an index. */
    private long wholeTableRows(Fresh outbox, PumpStore store) throws Exception {
        Counts before = Counts.of(outbox);
        Eventually.holds("PostgreSQL has counted", () -> {
            publishOne(outbox, store);
            return Counts.of(outbox).updates() > before.updates();
        });
        return Counts.of(outbox).wholeTableRows() - before.wholeTableRows();
    }

    private void publishOne(Fresh outbox, PumpStore store) throws SQLException {
        Rows.enqueue(outbox, Rows.event("event-" + ++published, "s"));
        Settlement settlement = new Settlement();
        for (OutboxRow row : store.pending(MANY, List.of())) {
            settlement.published(row.id(), published);
        }
        store.due(MANY, List.of());
        store.settle(NO_TOKEN_YET, settlement);
    }

    private record Counts(long updates, long wholeTableRows) {
        static Counts of(Fresh outbox) throws SQLException {
            String[] counts = outbox.query("SELECT n_tup_upd, seq_tup_read FROM pg_stat_user_tables"
                            + " WHERE relname = 'control_events_outbox'")
                    .get(0)
                    .split(" ", 2);
            return new Counts(Long.parseLong(counts[0]), Long.parseLong(counts[1]));
        }
    }
}
