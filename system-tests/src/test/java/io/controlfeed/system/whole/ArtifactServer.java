package io.controlfeed.system.whole;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server before the directory of an artifact store. It can be out of order, and it can damage what it sends. */
final class ArtifactServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final int THREADS = 8;

    private final Path directory;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private volatile boolean isAway;
    private volatile boolean isCorrupting;

    ArtifactServer(Path directory) throws IOException {
        this.directory = directory;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void goAway() {
        isAway = true;
    }

    void comeBack() {
        isAway = false;
    }

    void corrupt() {
        isCorrupting = true;
    }

    void beRight() {
        isCorrupting = false;
    }

    private void answer(HttpExchange request) throws IOException {
        try (request) {
            Path file = directory.resolve(request.getRequestURI().getPath().substring(1));
            if (isAway) {
                request.sendResponseHeaders(UNAVAILABLE, -1);
            } else if (!Files.isRegularFile(file)) {
                request.sendResponseHeaders(NOT_FOUND, -1);
            } else {
                byte[] bytes = Files.readAllBytes(file);
                if (isCorrupting) {
                    bytes[bytes.length / 2] ^= 1;
                }
                request.sendResponseHeaders(OK, bytes.length);
                request.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
