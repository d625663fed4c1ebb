package io.controlfeed.publisher.pump;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after failures: twice as long after each, up to a limit, and never all at the same moment. */
record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;

    /** @param failures how many there were, at least 1 */
    Duration after(int failures) {
        long doubled = first.toNanos() << Math.min(failures - 1, MOST_DOUBLINGS);
        boolean isTooLong = doubled <= 0 || doubled >> Math.min(failures - 1, MOST_DOUBLINGS) != first.toNanos();
        long whole = isTooLong ? longest.toNanos() : Math.min(doubled, longest.toNanos());
        return Duration.ofNanos(whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1));
    }
}
