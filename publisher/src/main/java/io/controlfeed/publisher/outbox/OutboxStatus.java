package io.controlfeed.publisher.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an outbox stands at one moment. What was ever enqueued is the sum of the rows that are not done and the two totals, also after
 * rows that are done were removed.
 *
 * @param rows how many there are in each state that is not done
 * @param oldestPending the age of the first pending row, by the database's clock; null if nothing is pending
 * @param holder the pump that has the lease, or had it last if nothing is left of it; null if it was given back
 * @param leaseLeft after what time another pump takes over unless the lease is renewed
 * @param trouble why nothing can be published for now; null if nothing is known to be wrong
 */
public record OutboxStatus(
        String outboxId,
        int schemaVersion,
        Map<RowState, Long> rows,
        long publishedTotal,
        long discardedTotal,
        @Nullable Duration oldestPending,
        @Nullable String holder,
        Duration leaseLeft,
        @Nullable String trouble,
        @Nullable String troubleSince,
        List<LaneRecord> lanes) {

    public OutboxStatus {
        rows = Map.copyOf(rows);
        lanes = List.copyOf(lanes);
    }

    public long count(RowState state) {
        return rows.getOrDefault(state, 0L);
    }

    /** Whether some pump drains the outbox. */
    public boolean isLeased() {
        return holder != null && !leaseLeft.isZero();
    }
}
