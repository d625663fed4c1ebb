package io.controlfeed.artifacts.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A web server for static files with ranges, which does other things for as many requests as it is told to. */
final class ArtifactServer implements AutoCloseable {
    private final HttpServer server;
    private final Path dir;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Deed> next = new ConcurrentLinkedDeque<>();

    /** Each request as {@code METHOD range authorization}, with - for what is absent. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** Something to do instead of serving the file. */
    interface Deed {
        void answer(HttpExchange exchange, byte[] file) throws IOException;
    }

    private ArtifactServer(HttpServer server, Path dir) {
        this.server = server;
        this.dir = dir;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static ArtifactServer plain(Path dir) throws IOException {
        return new ArtifactServer(HttpServer.create(anyPort(), 0), dir);
    }

    static ArtifactServer tls(Path dir, SSLContext identity) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity));
        return new ArtifactServer(server, dir);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    URI url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    ArtifactServer then(Deed deed) {
        next.add(deed);
        return this;
    }

    ArtifactServer thenEvery(int times, Deed deed) {
        for (int i = 0; i < times; i++) {
            next.add(deed);
        }
        return this;
    }

    static Deed status(int status, String... headers) {
        return (exchange, file) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            boolean wantsNoBody = exchange.getRequestMethod().equals("HEAD");
            byte[] page = "<html>an error page</html>".getBytes(UTF_8);
            exchange.sendResponseHeaders(status, wantsNoBody ? -1 : page.length);
            if (!wantsNoBody) {
                exchange.getResponseBody().write(page);
            }
        };
    }

    /** Serves what was asked for, and breaks the connection after so many bytes of it. */
    static Deed breakAfter(int bytes) {
        return (exchange, file) -> serve(exchange, file, true, bytes);
    }

    static Deed ignoreRange() {
        return (exchange, file) -> serve(exchange, file, false, Integer.MAX_VALUE);
    }

    /** Other bytes, as if they were the right ones. */
    static Deed send(byte[] other) {
        return (exchange, file) -> serve(exchange, other, true, Integer.MAX_VALUE);
    }

    /** Sends without telling how much, and without end, until nobody listens. */
    static Deed sendWithoutEnd() {
        return (exchange, file) -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (true) {
                body.write(new byte[1 << 16]);
            }
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + header(exchange, "Range") + " "
                    + header(exchange, "Authorization"));
            Path path = dir.resolve(exchange.getRequestURI().getPath().substring(1));
            byte @Nullable [] file = Files.isRegularFile(path) ? Files.readAllBytes(path) : null;
            Deed deed = next.poll();
            if (deed != null) {
                deed.answer(exchange, file == null ? new byte[0] : file);
            } else if (file == null) {
                status(404).answer(exchange, new byte[0]);
            } else {
                serve(exchange, file, true, Integer.MAX_VALUE);
            }
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "-" : value;
    }

    private static void serve(HttpExchange exchange, byte[] file, boolean ranges, int breakAfter) throws IOException {
        String etag = '"' + Integer.toHexString(Arrays.hashCode(file)) + '"';
        exchange.getResponseHeaders().add("ETag", etag);
        int from = ranges && List.of("-", etag).contains(header(exchange, "If-Range")) ? from(exchange) : 0;
        if (from > 0) {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        }
        int status = from > 0 ? 206 : 200;
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", "" + file.length);
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        int length = file.length - from;
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        exchange.getResponseBody().write(file, from, Math.min(length, breakAfter));
        exchange.getResponseBody().flush();
    }

    private static int from(HttpExchange exchange) {
        String range = header(exchange, "Range");
        return range.equals("-") ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
