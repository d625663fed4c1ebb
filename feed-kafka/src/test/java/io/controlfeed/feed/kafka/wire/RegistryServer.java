package io.controlfeed.feed.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/** A schema registry in memory, with Confluent's REST interface: what our client and the genuine one ask of it, backward compatible. */
final class RegistryServer implements TestRegistry {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();

    /** Each request: method, path, and who asked. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private volatile @Nullable String demandedAuthorization;
    private volatile @Nullable Answer outage;

    private RegistryServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static RegistryServer plain() throws IOException {
        return new RegistryServer(HttpServer.create(anyPort(), 0));
    }

    static RegistryServer tls(SSLContext identity) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity));
        return new RegistryServer(server);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    public URI url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    void demand(String authorization) {
        demandedAuthorization = authorization;
    }

    /** Answers everything with that status and text, until it is null. */
    void outage(int status, String body) {
        outage = new Answer(status, body);
    }

    void recover() {
        outage = null;
    }

    /** Puts a text in as a schema, as if another program had registered it. */
    synchronized int add(Schema schema) {
        int known = schemas.indexOf(schema);
        if (known >= 0) {
            return known + 1;
        }
        schemas.add(schema);
        return schemas.size();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add(exchange.getRequestMethod() + " " + path);
            byte[] request = exchange.getRequestBody().readAllBytes();
            Answer answer = outage;
            if (answer == null) {
                boolean allowed = demandedAuthorization == null || demandedAuthorization.equals(authorization);
                answer = allowed ? answer(path, request) : Answer.error(401, 401, "Unauthorized");
            }
            byte[] body = answer.body.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized Answer answer(String path, byte[] request) throws IOException {
        String[] parts = path.substring(1).split("/", -1);
        if (path.startsWith("/schemas/ids/")) {
            int id = Integer.parseInt(parts[2]);
            return id < 1 || id > schemas.size()
                    ? Answer.error(404, 40403, "Schema " + id + " not found")
                    : Answer.of(json().put("schema", schemas.get(id - 1).toString()));
        }
        if (path.startsWith("/subjects/")) {
            JsonNode text = new ObjectMapper().readTree(request).path("schema");
            try {
                Schema schema = new Schema.Parser().parse(text.asText());
                return parts.length == 3 ? registered(parts[1], schema) : lookedUp(parts[1], schema);
            } catch (SchemaParseException e) {
                return Answer.error(422, 42201, "Invalid schema");
            }
        }
        return Answer.error(404, 404, "HTTP 404 Not Found");
    }

    private Answer registered(String subject, Schema schema) {
        List<Integer> ids = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!ids.isEmpty() && !reads(schema, schemas.get(ids.get(ids.size() - 1) - 1))) {
            return Answer.error(409, 409, "Schema being registered is incompatible with an earlier schema");
        }
        int id = add(schema);
        if (!ids.contains(id)) {
            ids.add(id);
        }
        return Answer.of(json().put("id", id));
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private Answer lookedUp(String subject, Schema schema) {
        List<Integer> ids = subjects.get(subject);
        int id = schemas.indexOf(schema) + 1;
        if (ids == null) {
            return Answer.error(404, 40401, "Subject '" + subject + "' not found.");
        }
        return ids.contains(id)
                ? Answer.of(json().put("subject", subject)
                        .put("id", id)
                        .put("version", ids.indexOf(id) + 1)
                        .put("schema", schema.toString()))
                : Answer.error(404, 40403, "Schema not found");
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private record Answer(int status, String body) {
        static Answer of(ObjectNode body) {
            return new Answer(200, body.toString());
        }

        static Answer error(int status, int code, String message) {
            return new Answer(
                    status,
                    json().put("error_code", code).put("message", message).toString());
        }
    }
}
