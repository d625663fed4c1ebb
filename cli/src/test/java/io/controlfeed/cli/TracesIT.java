package io.controlfeed.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.controlfeed.cli.Launcher.Ended;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command, with a real SDK of OpenTelemetry that sends its spans here, as OTLP over HTTP. */
class TracesIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PRODUCERS_SPAN = "b7ad6b7169203331";
    private static final String OTHER_TRACE = "1af7651916cd43dd8448eb211c80319c";

    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer collector;
    private NodeOfATest node;

    @BeforeEach
    void begin(@TempDir Path directory) throws Exception {
        node = NodeOfATest.in(directory);
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void end() {
        collector.stop(0);
    }

    @Test
    void anEventWithATrace_hasASpanWhereItIsPublished_andOneWhereItIsApplied() throws Exception {
        emit("followed", "traceparent=00-" + TRACE + "-" + PRODUCERS_SPAN + "-01");
        emit("alone", "reason=none");
        emit("garbled", "traceparent=00-nonsense-01");
        emit("not-sampled", "traceparent=00-" + OTHER_TRACE + "-" + PRODUCERS_SPAN + "-00");

        withSdk(NodeOfATest.line(Stream.of("publish", "--once"), Stream.of(node.pump())));

        assertOneSpan("publish tenant.updated");
        received.clear();

        withSdk(node.apply("--once"));

        assertOneSpan("apply tenant.updated");
    }

    @Test
    void anExporterWithoutAnSdk_isSaid() throws Exception {
        Ended publish = run(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint()),
                NodeOfATest.line(Stream.of("publish", "--once"), Stream.of(node.pump())));

        assertThat(publish.err())
                .contains("OTEL_EXPORTER_OTLP_ENDPOINT is set, but no SDK of OpenTelemetry is here")
                .contains("-javaagent:");
    }

    private void assertOneSpan(String name) {
        assertThat(String.join("", received))
                .contains("followed")
                .containsOnlyOnce(name)
                .containsOnlyOnce(bytes(TRACE))
                .containsOnlyOnce(bytes(PRODUCERS_SPAN));
    }

    private void emit(String id, String attribute) {
        Run emitted = Run.of(
                "emit",
                "--outbox=" + node.path("control.db"),
                "--event-id=" + id,
                "--type=tenant.updated",
                "--subject=tenant/" + id,
                "--attribute=" + attribute);
        assertThat(emitted.code()).as(emitted.err()).isZero();
    }

    private void withSdk(String... line) throws Exception {
        run(
                Map.of(
                        "CONTROLFEED_CLASSPATH", sdk(),
                        "OTEL_EXPORTER_OTLP_ENDPOINT", endpoint(),
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                        "OTEL_METRICS_EXPORTER", "none",
                        "OTEL_LOGS_EXPORTER", "none"),
                line);
    }

    private Ended run(Map<String, String> environment, String... line) throws Exception {
        Launcher launcher = Launcher.in(node.directory());
        ProcessBuilder process = launcher.process(line);
        process.environment().putAll(environment);
        Ended run = launcher.end(process);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private String endpoint() {
        return "http://127.0.0.1:" + collector.getAddress().getPort();
    }

    /** An id as it stands in a message: its bytes. */
    private static String bytes(String id) {
        return new String(HexFormat.of().parseHex(id), ISO_8859_1);
    }

    /** What is on the class path of tests alone, and what a user would put into plugins. */
    private static String sdk() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.matches(".*/(opentelemetry|okhttp|okio|kotlin)-[^/]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
