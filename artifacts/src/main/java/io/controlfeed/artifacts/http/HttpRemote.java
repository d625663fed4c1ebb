package io.controlfeed.artifacts.http;

import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.artifacts.Incoming;
import io.controlfeed.artifacts.RemoteArtifacts;
import io.controlfeed.artifacts.StorePath;
import io.controlfeed.feed.ArtifactRef;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/** Artifacts on a web server that serves the directory of an artifact store, or answers as if it did. */
final class HttpRemote implements RemoteArtifacts {
    private final String name;
    private final Server server;
    private final Backoff backoff;
    private final CountDownLatch closing = new CountDownLatch(1);

    HttpRemote(HttpSettings settings, Backoff backoff) {
        this.name = settings.url().toString();
        this.server = new Server(settings);
        this.backoff = backoff;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void fetch(ArtifactRef ref, Incoming incoming) throws InterruptedException {
        Download download = new Download(server, "fetch of " + ref.digest() + " from " + name, ref, incoming);
        persist(download.operation(), incoming::position, download::attempt);
    }

    @Override
    public boolean exists(ArtifactRef ref) throws InterruptedException {
        String operation = "look for " + ref.digest() + " at " + name;
        return persist(operation, () -> 0, () -> {
            Answer answer = server.ask(
                    operation, "HEAD", StorePath.of(ref), Map.of(), (any, attempt) -> BodySubscribers.replacing(null));
            if (answer.isWhole()) {
                return ref.size() == null || answer.length().orElse(ref.size()) == ref.size();
            }
            if (answer.isNotFound()) {
                return false;
            }
            throw answer.failure(operation);
        });
    }

    private interface Try<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Tries until it works, or too many attempts in a row bring nothing. */
    private <T> T persist(String operation, LongSupplier brought, Try<T> attempt) throws InterruptedException {
        int fruitless = 0;
        while (true) {
            requireOpen();
            long before = brought.getAsLong();
            try {
                return attempt.run();
            } catch (CancellationException hungUp) {
                throw closed();
            } catch (SSLException untrusted) {
                throw unavailable(
                        operation,
                        untrusted,
                        "See that artifacts-http-ca-file holds the certificate that its"
                                + " certificate is signed by, and that it is one for this host name.");
            } catch (IOException error) {
                fruitless = brought.getAsLong() > before ? 1 : fruitless + 1;
                if (fruitless >= backoff.attempts()) {
                    throw unavailable(operation, error, "See that the server runs and can be reached, then try again.");
                }
                pause(backoff.pause(fruitless, retryAfter(error)));
            }
        }
    }

    private static Optional<Duration> retryAfter(IOException error) {
        return error instanceof Setback setback ? setback.retryAfter() : Optional.empty();
    }

    private static ArtifactException.Unavailable unavailable(String operation, IOException error, String hint) {
        String reason = error instanceof Setback ? String.valueOf(error.getMessage()) : error.toString();
        return new ArtifactException.Unavailable(operation, reason, hint, error);
    }

    private void pause(Duration time) throws InterruptedException {
        if (closing.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw closed();
        }
    }

    private void requireOpen() {
        if (closing.getCount() == 0) {
            throw closed();
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException("the artifact store is closed: " + name);
    }

    @Override
    public void close() {
        closing.countDown();
        server.hangUp();
    }
}
