package io.controlfeed.publisher.pump;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What a pump did, in numbers. */
final class PumpMetrics {
    private final Counter published;
    private final Counter retried;
    private final Counter parked;
    private final DistributionSummary batchSize;
    private final Timer append;
    private final AtomicInteger active;

    PumpMetrics(MeterRegistry registry) {
        published = Counter.builder("controlfeed.pump.published")
                .description("Rows that were published and recorded")
                .register(registry);
        retried = Counter.builder("controlfeed.pump.retried")
                .description("Failed attempts of rows that are tried again")
                .register(registry);
        parked = Counter.builder("controlfeed.pump.parked")
                .description("Rows that were parked")
                .register(registry);
        batchSize = DistributionSummary.builder("controlfeed.pump.batch.size")
                .description("Rows of a batch")
                .register(registry);
        append = Timer.builder("controlfeed.pump.append")
                .description("Time of an append to the feed")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        active = registry.gauge("controlfeed.pump.active", new AtomicInteger());
    }

    <T> T append(Supplier<T> work) {
        return append.record(work);
    }

    void batch(int rows) {
        batchSize.record(rows);
    }

    void published(int rows) {
        published.increment(rows);
    }

    void retried() {
        retried.increment();
    }

    void parked() {
        parked.increment();
    }

    /** Whether this pump holds the lease. */
    void active(boolean isActive) {
        active.set(isActive ? 1 : 0);
    }
}
