package io.controlfeed.publisher.pump;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after failures: twice as long after each, up to a limit, and never all at the same moment. */
record Backoff(Duration first, Duration longest) {

    /** @param failures how many there were, at least 1 */
    Duration after(int failures) {
        double doubled = (double) first.toNanos() * Math.pow(2, failures - 1.0);
        long whole = (long) Math.min(doubled, (double) longest.toNanos());
        return Duration.ofNanos(whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1));
    }
}
