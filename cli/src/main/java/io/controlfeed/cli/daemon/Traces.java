package io.controlfeed.cli.daemon;

import io.controlfeed.applier.Applier;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.publisher.pump.Pump;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span for each event that carries a trace context, where it is published and on each node that applies it. This makes the spans, and
 * an SDK of OpenTelemetry sends them, which comes with its agent or as jars of the user. Where there is none nothing listens.
 */
public final class Traces {
    private static final String CONTEXT = "traceparent";
    /** With the SDK's own variables alone it sets itself up; it does not without this. */
    private static final String SET_UP = "otel.java.global-autoconfigure.enabled";

    private static final TextMapGetter<Map<String, String>> ATTRIBUTE =
            (attributes, key) -> attributes == null ? null : attributes.get(key);

    private static final List<String> EXPORTERS =
            List.of("OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

    private final Tracer tracer;

    private Traces(Tracer tracer) {
        this.tracer = tracer;
    }

    static Traces ofProcess(Surroundings surroundings) {
        @Nullable
        String exporter = EXPORTERS.stream()
                .filter(surroundings.environment()::containsKey)
                .findFirst()
                .orElse(null);
        if (exporter != null && System.getProperty(SET_UP) == null) {
            System.setProperty(SET_UP, "true");
        }
        Tracer tracer = GlobalOpenTelemetry.get().getTracer("io.controlfeed");
        if (exporter != null && !tracer.isEnabled() && !isOff(surroundings.environment(), exporter)) {
            surroundings.warn(
                    exporter + " is set, but no SDK of OpenTelemetry is here, or it could not be set up: no spans are"
                            + " sent. Its agent brings one: CONTROLFEED_JAVA_OPTS=-javaagent:opentelemetry-javaagent.jar");
        }
        return new Traces(tracer);
    }

    private static boolean isOff(Map<String, String> environment, String exporter) {
        return "none".equals(environment.get(exporter))
                || "true".equalsIgnoreCase(environment.get("OTEL_SDK_DISABLED"));
    }

    /** Spans for what a pump publishes. */
    public void of(Pump pump, String sink) {
        if (tracer.isEnabled()) {
            pump.listen((events, begun) -> end(events, begun, "publish", "send", SpanKind.PRODUCER, sink));
        }
    }

    /** Spans for what an applier applies. */
    public void of(Applier applier, String source) {
        if (tracer.isEnabled()) {
            applier.listen((events, begun) -> end(events, begun, "apply", "process", SpanKind.CONSUMER, source));
        }
    }

    private void end(
            List<ControlEvent> events, Instant begun, String operation, String kindOfIt, SpanKind kind, String feed) {
        for (ControlEvent event : events) {
            if (event.attributes().containsKey(CONTEXT)) {
                Context producers =
                        W3CTraceContextPropagator.getInstance().extract(Context.root(), event.attributes(), ATTRIBUTE);
                if (!Span.fromContext(producers).getSpanContext().isValid()) {
                    continue;
                }
                Span span = tracer.spanBuilder(operation + " " + event.type())
                        .setParent(producers)
                        .setSpanKind(kind)
                        .setStartTimestamp(begun)
                        .setAttribute("messaging.system", feed)
                        .setAttribute("messaging.operation.name", operation)
                        .setAttribute("messaging.operation.type", kindOfIt)
                        .setAttribute("messaging.message.id", event.eventId())
                        .setAttribute("controlfeed.control_version", event.controlVersion())
                        .setAttribute("controlfeed.subject", event.subject())
                        .startSpan();
                if (event.tenantId() != null) {
                    span.setAttribute("controlfeed.tenant_id", event.tenantId());
                }
                span.end();
            }
        }
    }
}
