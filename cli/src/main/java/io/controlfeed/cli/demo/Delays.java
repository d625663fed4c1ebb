package io.controlfeed.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How long events took from the control plane into a node, in microseconds: half of them no longer than p50, and so on. */
record Delays(long p50, long p99, long longest) {
    static Delays of(List<Change> committed, Map<String, Long> applied) {
        long[] sorted = committed.stream()
                .map(change -> applied.containsKey(change.eventId())
                        ? Long.valueOf(applied.get(change.eventId()) - change.madeAt())
                        : null)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return new Delays(percentile(sorted, 50), percentile(sorted, 99), percentile(sorted, 100));
    }

    private static long percentile(long[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(sorted.length * percent / 100.0) - 1];
    }
}
