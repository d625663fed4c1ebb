package io.controlfeed.fault;

import java.time.Duration;
import java.util.List;

/** For how long nothing was published around a moment: from the last record before it to the first one after. */
record Stall(Duration time) {
    static Stall around(long millis, List<Feed.Entry> entries) {
        long before = millis;
        for (Feed.Entry entry : entries) {
            if (entry.timestamp() > millis) {
                return new Stall(Duration.ofMillis(entry.timestamp() - before));
            }
            before = entry.timestamp();
        }
        return new Stall(Duration.ZERO);
    }

    /** How often, and how long: the median and the longest. */
    static String summary(List<Long> moments, List<Feed.Entry> entries) {
        List<Long> all = moments.stream()
                .map(moment -> around(moment, entries).time().toMillis())
                .sorted()
                .toList();
        return all.isEmpty()
                ? "none"
                : all.size() + ", median " + all.get(all.size() / 2) + " ms, longest " + all.get(all.size() - 1)
                        + " ms";
    }
}
