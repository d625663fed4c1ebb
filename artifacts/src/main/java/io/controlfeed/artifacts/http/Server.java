package io.controlfeed.artifacts.http;

import io.controlfeed.artifacts.ArtifactException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Asks a web server, and whoever it sends us to. The token goes to nobody else. */
final class Server {
    private static final int MAX_REDIRECTS = 5;

    private final HttpSettings settings;
    private final HttpClient client;
    private final Map<Attempt, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();
    private volatile boolean hungUp;

    Server(HttpSettings settings) {
        this.settings = settings;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout());
        if (settings.ca() != null) {
            builder.sslContext(settings.ca().context());
        }
        this.client = builder.build();
    }

    /** What takes the body of an answer. */
    interface Body {
        BodySubscriber<@Nullable Void> of(Answer answer, Attempt attempt);
    }

    /** The answer, with its body taken, of the last server that we were sent to. */
    Answer ask(String operation, String method, String path, Map<String, String> headers, Body body)
            throws IOException, InterruptedException {
        URI url = URI.create(settings.url() + "/" + path);
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            Answer answer = askOnce(method, url, headers, body);
            if (!answer.isRedirect()) {
                return answer;
            }
            url = redirected(operation, answer);
        }
        throw misled(operation, "it redirects more than " + MAX_REDIRECTS + " times, at last to " + url);
    }

    private Answer askOnce(String method, URI url, Map<String, String> headers, Body body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .method(method, BodyPublishers.noBody())
                .header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        if (settings.token() != null && isOurs(url)) {
            request.header("Authorization", settings.token().authorization());
        }
        Attempt attempt = new Attempt(settings.timeout());
        CompletableFuture<HttpResponse<@Nullable Void>> answer = client.sendAsync(
                request.build(), info -> body.of(new Answer(url, info.statusCode(), info.headers()), attempt));
        underWay.put(attempt, answer);
        try {
            if (hungUp) {
                answer.cancel(true);
            }
            HttpResponse<@Nullable Void> response = attempt.await(answer);
            return new Answer(url, response.statusCode(), response.headers());
        } finally {
            underWay.remove(attempt);
        }
    }

    private URI redirected(String operation, Answer answer) {
        String location = answer.headers().firstValue("Location").orElse("");
        try {
            URI target = answer.url().resolve(location);
            if (settings.url().getScheme().equals(target.getScheme()) && target.getHost() != null) {
                return target;
            }
        } catch (IllegalArgumentException noUrl) {
            throw misled(operation, answer.url() + " redirects to '" + location + "', which is no URL");
        }
        throw misled(
                operation,
                answer.url() + " redirects to '" + location + "', away from "
                        + settings.url().getScheme());
    }

    private static ArtifactException.Unavailable misled(String operation, String reason) {
        return new ArtifactException.Unavailable(
                operation, reason, "Give the URL that it should redirect to as artifacts-http-url.", null);
    }

    private boolean isOurs(URI url) {
        URI base = settings.url();
        return url.getScheme().equals(base.getScheme())
                && url.getHost().equalsIgnoreCase(base.getHost())
                && url.getPort() == base.getPort();
    }

    /** Ends what is under way, with a {@link CancellationException} for whoever waits for it. */
    void hangUp() {
        hungUp = true;
        underWay.values().forEach(answer -> answer.cancel(true));
    }
}
