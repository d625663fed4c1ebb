package io.controlfeed.cli.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small HTTP server. What a client can make it hold is bounded: threads, connections, the size of a request, and its time. */
final class HttpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);
    /** As many threads, made when they are needed: a client that sends its request slowly keeps one, and must not keep the last. */
    private static final int CONNECTIONS = 64;

    private static final int IDLE_SECONDS = 30;
    private static final int LONGEST_BODY = 64 * 1024;
    /** Settings of the JDK's server, which it takes from nowhere else; an operator may give others. */
    private static final String[][] LIMITS = {
        {"sun.net.httpserver.maxReqTime", "10"},
        {"sun.net.httpserver.maxRspTime", "30"},
        {"sun.net.httpserver.nodelay", "true"},
        {"jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS)},
    };

    private final HttpServer server;
    private final ExecutorService threads;
    private final Pages pages;

    /** What is answered. */
    interface Pages {
        Answer of(Request request) throws InterruptedException;
    }

    /** What is asked. */
    record Request(
            String method,
            String path,
            String body,
            @Nullable String authorization,
            String client) {}

    private HttpPort(HttpServer server, Pages pages) {
        this.server = server;
        this.pages = pages;
        this.threads = new ThreadPoolExecutor(
                0, CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "controlfeed-http");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Answers from now on. */
    static HttpPort open(InetSocketAddress at, Pages pages) throws IOException {
        for (String[] limit : LIMITS) {
            if (System.getProperty(limit[0]) == null) {
                System.setProperty(limit[0], limit[1]);
            }
        }
        HttpPort port = new HttpPort(HttpServer.create(at, 0), pages);
        port.server.createContext("/", port::handle);
        port.server.setExecutor(port.threads);
        port.server.start();
        return port;
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
            send(
                    exchange,
                    body.length > LONGEST_BODY
                            ? Answer.refusal(
                                    413, "the request is longer than " + LONGEST_BODY + " bytes", "Send fewer events.")
                            : answer(exchange, new String(body, UTF_8)));
        }
    }

    private Answer answer(HttpExchange exchange, String body) {
        try {
            return pages.of(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    body,
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRemoteAddress().getAddress().getHostAddress()));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Answer.refusal(503, "this process ends", "Ask the one that comes after it.");
        } catch (RuntimeException bug) {
            LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), bug);
            return Answer.refusal(500, "unexpected " + bug, "This is a bug: report what is in the log.");
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean wantsBody = !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), wantsBody ? bytes.length : -1);
        if (wantsBody) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Answers no more. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
