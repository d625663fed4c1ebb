package io.controlfeed.feed.kafka.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Asks a schema registry, at the first of its URLs that answers. Follows no redirect: credentials go where they were meant to. */
final class RegistryHttp {
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RegistryOptions options;
    private final HttpClient client;
    /** Which URL answered last. */
    private final AtomicInteger current = new AtomicInteger();

    RegistryHttp(RegistryOptions options) {
        this.options = options;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.timeout());
        if (options.tls() != null) {
            builder.sslContext(options.tls());
        }
        this.client = builder.build();
    }

    JsonNode get(String purpose, String path) throws WireException, Denied {
        return ask(purpose, path, request -> request.GET());
    }

    /** @throws WireException.Refused also where the registry's no is an answer that {@link #get} leaves to its caller */
    JsonNode post(String purpose, String path, JsonNode body) throws WireException {
        try {
            return ask(
                    purpose,
                    path,
                    request -> request.header("Content-Type", JSON)
                            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        } catch (Denied denied) {
            throw denied.refused();
        }
    }

    private JsonNode ask(String purpose, String path, Method method) throws WireException, Denied {
        List<String> failures = new ArrayList<>();
        Exception last = null;
        int first = current.get();
        for (int i = 0; i < options.urls().size(); i++) {
            int index = (first + i) % options.urls().size();
            URI url = options.urls().get(index);
            try {
                HttpResponse<String> response = whole(request(url + path, method));
                if (response.statusCode() < SERVER_ERROR && response.statusCode() != TOO_MANY_REQUESTS) {
                    current.set(index);
                    return answer(purpose, url, response);
                }
                failures.add(url + " answered " + said(response));
            } catch (IOException e) {
                failures.add(url + " cannot be reached: " + Causes.told(e));
                last = e;
            }
        }
        throw unavailable(purpose, String.join("; ", failures), last);
    }

    /**
     * The response with its body, which the client's own timeouts do not cover. An interrupt does not cut it short, since it must not
     * change an append's outcome; it is left for the caller.
     */
    private HttpResponse<String> whole(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(request, BodyHandlers.ofString());
        long deadline = System.nanoTime() + options.timeout().toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return response.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    response.cancel(true);
                    throw new HttpTimeoutException("no answer within " + options.timeout());
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private HttpRequest request(String url, Method method) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).header("Accept", JSON + ", application/json");

        if (options.credentials() != null) {
            request.header("Authorization", options.credentials().authorization());
        }
        return method.of(request).build();
    }

    private static JsonNode answer(String purpose, URI url, HttpResponse<String> response)
            throws WireException, Denied {
        if (response.statusCode() != 200) {
            throw new Denied(response.statusCode(), cannot(purpose), url + " answered " + said(response));
        }
        try {
            return MAPPER.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new WireException.Refused(
                    cannot(purpose) + url + " did not answer in JSON",
                    "Look whether that URL is a schema registry with Confluent's REST interface.",
                    e);
        }
    }

    /** The registry's own words, where it has some. */
    private static String said(HttpResponse<String> response) {
        try {
            JsonNode message = MAPPER.readTree(response.body()).path("message");
            return response.statusCode() + (message.isTextual() ? ", \"" + message.asText() + "\"" : "");
        } catch (JsonProcessingException noJson) {
            return String.valueOf(response.statusCode());
        }
    }

    private static WireException.Unavailable unavailable(String purpose, String failures, @Nullable Exception cause) {
        return new WireException.Unavailable(
                cannot(purpose) + failures, "Look whether the schema registry runs; it is asked again.", cause);
    }

    private static String cannot(String purpose) {
        return "cannot " + purpose + ": ";
    }

    /** The registry understood, and says no. */
    static final class Denied extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        Denied(int status, String cannot, String said) {
            super(cannot + said);
            this.status = status;
        }

        int status() {
            return status;
        }

        WireException.Refused refused() {
            return new WireException.Refused(String.valueOf(getMessage()), hint(), this);
        }

        private String hint() {
            return switch (status) {
                case 401 -> "Give credentials that the schema registry knows.";
                case 403 -> "Have these credentials allowed to do that in the schema registry.";
                case 404 -> "Register the schema there first, or let it be done (auto-register).";
                case 409 ->
                    "The subject holds another schema that this one is not compatible with: use another topic, or change"
                            + " the subject's compatibility.";
                case 301, 302, 303, 307, 308 -> "Give the URL that it redirects to.";
                default -> "Look into the schema registry's log.";
            };
        }
    }

    private interface Method {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }
}
