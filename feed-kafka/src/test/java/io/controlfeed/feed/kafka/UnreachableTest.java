package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.sun.net.httpserver.HttpServer;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where there is no Kafka, every use ends with an error that says where it looked, without filling the log. */
class UnreachableTest {
    private static final FeedRegistry FEEDS = FeedRegistry.of(new KafkaFeedProvider());
    private static final int TIMEOUT_SECONDS = 2;
    /** Four uses with several attempts each. */
    private static final int FEW_LINES = 60;

    @Test
    void nameThatDoesNotResolve() {
        assertUnavailable("no-such-host.invalid:9092");
    }

    @Test
    void portWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertUnavailable("127.0.0.1:" + port);
    }

    @Test
    void portThatNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertUnavailable("127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void portOfSomethingElse() throws IOException {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.start();
        try {
            assertUnavailable("127.0.0.1:" + web.getAddress().getPort());
        } finally {
            web.stop(0);
        }
    }

    private static void assertUnavailable(String servers) {
        Map<String, String> settings =
                Map.of("kafka-bootstrap-servers", servers, "kafka-timeout", String.valueOf(TIMEOUT_SECONDS));
        List<Runnable> uses = List.of(
                () -> FEEDS.create("kafka", settings),
                () -> FEEDS.check("kafka", settings),
                () -> FEEDS.openSink("kafka", settings).close(),
                () -> FEEDS.openSource("kafka", settings).close());
        try (Logged log = new Logged("org.apache.kafka", Level.WARN)) {
            long start = System.nanoTime();
            for (Runnable use : uses) {
                assertThatThrownBy(use::run).isInstanceOfSatisfying(FeedException.Unavailable.class, error -> {
                    assertThat(error.operation()).endsWith("kafka:control-events at " + servers);
                    assertThat(error.hint()).contains("--kafka-bootstrap-servers");
                });
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("no hang")
                    .isLessThan(Duration.ofSeconds(10L * uses.size() * TIMEOUT_SECONDS));
            assertThat(log.lines()).as("no flood in the log").hasSizeLessThan(FEW_LINES);
        }
    }
}
