package io.controlfeed.cli.daemon;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

/** What the works of a process count; and, if somebody can ask for it, what the JVM does, all as Prometheus reads it. */
public final class Numbers implements AutoCloseable {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final MeterRegistry registry;
    private final @Nullable PrometheusMeterRegistry shown;
    private final @Nullable JvmGcMetrics collections;

    private Numbers(
            MeterRegistry registry, @Nullable PrometheusMeterRegistry shown, @Nullable JvmGcMetrics collections) {
        this.registry = registry;
        this.shown = shown;
        this.collections = collections;
    }

    /** @param shown whether anybody can ask for them */
    static Numbers of(boolean shown) {
        if (!shown) {
            return new Numbers(new SimpleMeterRegistry(), null, null);
        }
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return new Numbers(registry, registry, collections);
    }

    /** Where works count. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Whether anybody can ask for them: what costs something to know need not be known otherwise. */
    public boolean areShown() {
        return shown != null;
    }

    String text() {
        return shown == null ? "" : shown.scrape();
    }

    @Override
    public void close() {
        if (collections != null) {
            collections.close();
        }
        registry.close();
    }
}
