package io.controlfeed.applier;

import io.controlfeed.applier.node.BatchResult;
import io.controlfeed.artifacts.Artifact;
import io.controlfeed.feed.ControlEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What an applier did, in numbers. */
final class ApplierMetrics {
    private static final double NANOS = 1e9;
    private static final long CENTURY = TimeUnit.DAYS.toSeconds(36_525);
    private static final Duration[] DELAYS = IntStream.of(
                    2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000, 600_000, 3_600_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private volatile @Nullable Instant lastCreated;
    private final Counter applied;
    private final Counter skipped;
    private final Counter failed;
    private final Counter behind;
    private final Counter retried;
    private final Timer transaction;
    private final Timer fetch;
    private final Timer delay;
    private final Map<Integer, AtomicLong> cursors = new ConcurrentHashMap<>();

    /** An artifact is being fetched. */
    interface Fetch {
        Artifact run() throws InterruptedException;
    }

    ApplierMetrics(MeterRegistry registry) {
        this.registry = registry;
        applied = counter("applied", "Events that had their effect");
        skipped = counter("skipped", "Events that had had their effect before");
        failed = counter("parked", "Events that failed and were parked");
        behind = counter("parked.behind", "Events that were parked behind another one of their subject");
        retried = counter("retried", "Parked events that were applied after all");
        transaction = timer("transaction", "Time of a transaction with its commit");
        fetch = timer("artifact.fetch", "Time to have an artifact, verified");
        // Recorded for each event, so buckets: they cost a tenth of percentiles, and those of all nodes can be added
        // up.
        delay = Timer.builder("controlfeed.applier.delay")
                .description("From an event's creation until it was applied")
                .serviceLevelObjectives(DELAYS)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder("controlfeed.applier." + name)
                .description(description)
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder("controlfeed.applier." + name)
                .description(description)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder("controlfeed.applier." + name, of, value)
                .description(description)
                .register(registry);
    }

    Artifact fetch(Fetch work) throws InterruptedException {
        Timer.Sample begin = Timer.start(registry);
        Artifact artifact = work.run();
        begin.stop(fetch);
        return artifact;
    }

    void transaction(Duration time) {
        transaction.record(time);
    }

    void batch(BatchResult result) {
        applied.increment(result.applied().size());
        skipped.increment(result.skipped());
        failed.increment(result.failed());
        behind.increment(result.behind());
        Instant now = Instant.now();
        for (ControlEvent event : result.applied()) {
            delay.record(nanosBetween(event.createdAt(), now), TimeUnit.NANOSECONDS);
        }
        if (!result.applied().isEmpty()) {
            lastCreated = result.applied().get(result.applied().size() - 1).createdAt();
        }
    }

    /** How old the latest event is that was applied; 0 if there was none. */
    double ageOfLatest() {
        Instant latest = lastCreated;
        return latest == null ? 0 : nanosBetween(latest, Instant.now()) / NANOS;
    }

    /** At most a century: when an event was created is what its producer says, and may be any year. */
    private static long nanosBetween(Instant from, Instant to) {
        long seconds = to.getEpochSecond() - from.getEpochSecond();
        return Math.max(-CENTURY, Math.min(CENTURY, seconds)) * 1_000_000_000 + to.getNano() - from.getNano();
    }

    void retried(BatchResult result) {
        retried.increment(result.applied().size());
    }

    void cursor(int lane, long version) {
        cursors.computeIfAbsent(
                        lane,
                        first -> registry.gauge(
                                "controlfeed.applier.cursor", Tags.of("lane", String.valueOf(lane)), new AtomicLong()))
                .set(version);
    }
}
