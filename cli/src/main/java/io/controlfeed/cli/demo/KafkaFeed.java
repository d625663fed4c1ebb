package io.controlfeed.cli.demo;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A real Kafka, in a process of its own. Its port is chosen before it starts, so that others need not wait for it to start. */
final class KafkaFeed implements DemoFeed {
    static final String BACKEND = "kafka";

    private static final String PROCESS = "kafka";
    private static final String READY = "bootstrap servers: ";
    private static final String SERVERS = "kafka-bootstrap-servers";
    // Below those that systems give to outgoing connections, as of any of those that already wait for this Kafka.
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_767;
    private static final int MOST_PORTS = 100;

    private final FeedRegistry backends;
    private final int port = freePort();
    private @Nullable Child kafka;

    KafkaFeed(FeedRegistry backends) {
        this.backends = backends;
    }

    @Override
    public String backend() {
        return BACKEND;
    }

    @Override
    public String summary() {
        return "a real Kafka as feed";
    }

    private String servers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public List<String> flags() {
        return List.of("--" + SERVERS + "=" + servers());
    }

    @Override
    public void start(Stage stage) {
        kafka = stage.start(
                PROCESS,
                List.of(
                        "dev-kafka",
                        "--port=" + port,
                        "--dir=" + stage.place().directory().resolve(PROCESS)));
    }

    @Override
    public void await(Stage stage) {
        stage.until("Kafka is ready", () -> kafka != null && kafka.hasPrinted(READY));
        try {
            backends.create(BACKEND, Map.of(SERVERS, servers(), "kafka-timeout", "20"));
        } catch (FeedException failed) {
            // If the user wants no more of it, or Kafka has ended, that is the reason.
            stage.pause(Duration.ZERO);
            throw failed;
        }
    }

    private static int freePort() {
        return ThreadLocalRandom.current()
                .ints(MOST_PORTS, LOWEST_PORT, HIGHEST_PORT + 1)
                .filter(KafkaFeed::isFree)
                .findFirst()
                .orElseThrow(() -> new Failure(
                        ExitCode.UNAVAILABLE,
                        "demo",
                        "no port between " + LOWEST_PORT + " and " + HIGHEST_PORT + " seems to be free",
                        "run it again, or with --feed-sink file, which needs none",
                        null));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
