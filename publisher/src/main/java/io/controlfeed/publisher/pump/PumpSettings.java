package io.controlfeed.publisher.pump;

import io.controlfeed.feed.Sink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a pump works. The defaults suit most.
 *
 * @param holder who holds the lease, for people: such as host and process
 * @param batch the most rows that are tried together
 * @param attempts after how many failures a row that the feed refuses is parked
 * @param firstDelay how long a row waits after its first failure; twice as long after each further one
 * @param longestDelay the most that it waits
 * @param poll how often the outbox is looked at when nothing wakes the pump
 * @param lease after what time another pump takes over from one that no longer answers
 * @param acceptNewFeed to go on where the feed is not the one that the outbox was published to so far
 * @param publishAfterGap to publish rows although an earlier pump may have done so in a stretch that the feed no longer holds
 * @param retention how long rows stay in the outbox after they were published; null for ever
 */
public record PumpSettings(
        String holder,
        int batch,
        int attempts,
        Duration firstDelay,
        Duration longestDelay,
        Duration poll,
        Duration lease,
        boolean acceptNewFeed,
        boolean publishAfterGap,
        @Nullable Duration retention) {

    public PumpSettings {
        require(batch >= 1 && batch <= Sink.MAX_BATCH, "batch", batch, "1 to " + Sink.MAX_BATCH);
        require(attempts >= 1, "attempts", attempts, "1 or more");
        require(isPositive(firstDelay), "firstDelay", firstDelay, "a positive time");
        require(longestDelay.compareTo(firstDelay) >= 0, "longestDelay", longestDelay, "at least the first delay");
        require(isPositive(poll), "poll", poll, "a positive time");
        require(isPositive(lease), "lease", lease, "a positive time");
        require(retention == null || isPositive(retention), "retention", retention, "a positive time");
    }

    /** With nothing that is ever removed. */
    public PumpSettings(
            String holder,
            int batch,
            int attempts,
            Duration firstDelay,
            Duration longestDelay,
            Duration poll,
            Duration lease,
            boolean acceptNewFeed,
            boolean publishAfterGap) {
        this(holder, batch, attempts, firstDelay, longestDelay, poll, lease, acceptNewFeed, publishAfterGap, null);
    }

    /** The defaults, for a holder. */
    public static PumpSettings defaults(String holder) {
        return new PumpSettings(
                holder,
                Sink.MAX_BATCH,
                5,
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                false,
                false);
    }

    private static boolean isPositive(Duration time) {
        return !time.isNegative() && !time.isZero();
    }

    private static void require(boolean right, String what, @Nullable Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException("a pump's " + what + " is " + value + ": it must be " + expected);
        }
    }
}
