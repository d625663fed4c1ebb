package io.controlfeed.feed.kafka.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Apicurio registry in a child JVM, out of the folder that the profile {@code apicurio} of confluent-oracle fills. */
final class ApicurioServer implements TestRegistry {
    private static final Duration START = Duration.ofMinutes(3);

    private final Process process;
    private final URI root;

    private ApicurioServer(Process process, URI root) {
        this.process = process;
        this.root = root;
    }

    static ApicurioServer start() throws IOException {
        Path folder = Path.of(System.getProperty("confluent.oracle")).resolveSibling("apicurio");
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        ChildJvm.java(), "-Xmx512m", "-jar", runner(folder).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        ApicurioServer server = new ApicurioServer(builder.start(), URI.create("http://127.0.0.1:" + port));
        server.awaitReady();
        return server;
    }

    private static Path runner(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no Apicurio in " + folder
                            + ": build with -Dkafka.registry.test=apicurio -pl feed-kafka -am"));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready =
                HttpRequest.newBuilder(root.resolve("/health/ready")).build();
        long deadline = System.nanoTime() + START.toNanos();
        try {
            while (process.isAlive() && System.nanoTime() < deadline) {
                try {
                    if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // asked again until the deadline
                }
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IllegalStateException("Apicurio did not start; see server.log in confluent-oracle/target/apicurio");
    }

    @Override
    public URI url() {
        return root.resolve("/apis/ccompat/v7");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
