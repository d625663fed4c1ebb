package io.controlfeed.artifacts.http;

import static io.controlfeed.artifacts.Bytes.file;
import static io.controlfeed.artifacts.Bytes.random;
import static io.controlfeed.artifacts.Bytes.read;
import static io.controlfeed.artifacts.Bytes.ref;
import static io.controlfeed.artifacts.http.ArtifactServer.breakAfter;
import static io.controlfeed.artifacts.http.ArtifactServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.artifacts.Patience;
import io.controlfeed.feed.ArtifactRef;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that cannot, will not, or send us elsewhere; and who is told the token. */
class HttpTroubleTest extends ServedStore {
    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void passingTrouble_isTriedAgain(int status) throws Exception {
        server.then(status(status, "Retry-After", "0"))
                .then(status(status, "Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"));
        assertThat(read(store, ref(bytes))).isEqualTo(bytes);
        assertThat(requested()).hasSize(3);
    }

    @Test
    void lastingTrouble_isUnavailable_afterAllAttempts() throws Exception {
        server.thenEvery(4, status(503));
        assertThatThrownBy(() -> store.get(ref(bytes)))
                .isInstanceOf(ArtifactException.Unavailable.class)
                .hasMessageContaining("503");
        assertThat(requested()).hasSize(4);
        server.thenEvery(4, status(503));
        assertThatThrownBy(() -> store.exists(ref(bytes))).isInstanceOf(ArtifactException.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void refusal_isUnavailable_atOnce(int status) throws Exception {
        server.then(status(status));
        assertThatThrownBy(() -> store.get(ref(bytes)))
                .isInstanceOf(ArtifactException.Unavailable.class)
                .hasMessageContaining("answered " + status);
        assertThat(requested()).hasSize(1);
    }

    @Test
    void encodedBody_isNotTakenForTheArtifact() throws Exception {
        server.then(status(200, "Content-Encoding", "gzip"));
        assertThatThrownBy(() -> store.get(ref(bytes)))
                .isInstanceOf(ArtifactException.Unavailable.class)
                .hasMessageContaining("Content-Encoding: gzip");
    }

    @Test
    void serverThatIsAway_isUnavailable() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        store.close();
        store = open(URI.create("http://localhost:" + port), Duration.ofMinutes(1), null);
        assertThatThrownBy(() -> store.get(ref(bytes)))
                .isInstanceOf(ArtifactException.Unavailable.class)
                .hasMessageContaining("ConnectException");
    }

    @Test
    void serverThatFallsSilent_isLeft_andAskedAgain() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        store.close();
        // On a slow machine any answer may take longer than this: then it is asked once more often.
        Backoff patient = new Backoff(1_000, Duration.ofMillis(1), Duration.ofMillis(20));
        store = open(server.url(), Duration.ofMillis(500), null, patient);
        server.then((exchange, file) -> await(over)).then((exchange, file) -> {
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file, 0, 1_000_000);
            exchange.getResponseBody().flush();
            await(over);
        });
        assertThat(read(store, ref(bytes))).isEqualTo(bytes);
        assertThat(requested()).hasSizeGreaterThanOrEqualTo(3);
        over.countDown();
    }

    @Test
    void interrupt_endsAFetch() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.then((exchange, file) -> await(over));
        Thread[] thread = new Thread[1];
        Future<ArtifactRef> get = Patience.start(thread, () -> store.verify(ref(bytes)));
        Patience.until("it has asked", () -> !server.requests.isEmpty());
        thread[0].interrupt();
        assertThatThrownBy(() -> Patience.finish(get))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        over.countDown();
    }

    @Test
    void close_endsAFetch() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.then((exchange, file) -> await(over));
        Future<ArtifactRef> get = Patience.start(() -> store.verify(ref(bytes)));
        Patience.until("it has asked", () -> !server.requests.isEmpty());
        store.close();
        assertThatThrownBy(() -> Patience.finish(get))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.get(ref(bytes))).isInstanceOf(IllegalStateException.class);
        over.countDown();
    }

    @Test
    void token_isSent_andReadAnewWhenItChanges() throws Exception {
        Path tokenFile = Files.writeString(temp.resolve("token"), "first\n");
        store.close();
        store = open(server.url(), Duration.ofMinutes(1), tokenFile);
        store.exists(ref(bytes));
        Files.writeString(tokenFile, "second");
        store.verify(ref(bytes));
        assertThat(server.requests).containsExactly("HEAD - Bearer first", "GET - Bearer second");
        Files.writeString(tokenFile, "no token!");
        assertThatThrownBy(() -> store.exists(ref(random(1, 1))))
                .isInstanceOf(ArtifactException.Unavailable.class)
                .hasMessageContaining(tokenFile.toString())
                .hasMessageNotContaining("no token!");
    }

    @Test
    void redirect_isFollowed_andAnotherHostIsNotToldTheToken() throws Exception {
        Path tokenFile = Files.writeString(temp.resolve("token"), "secret");
        store.close();
        store = open(server.url(), Duration.ofMinutes(1), tokenFile);
        try (ArtifactServer elsewhere = ArtifactServer.plain(origin())) {
            String path = "/" + origin().relativize(file(origin(), ref(bytes)));
            server.then(status(302, "Location", path)).then(status(307, "Location", elsewhere.url() + path));
            elsewhere.then(breakAfter(1_000_000));
            server.then(status(307, "Location", elsewhere.url() + path));
            assertThat(read(store, ref(bytes))).isEqualTo(bytes);
            assertThat(elsewhere.requests).hasSize(2).allMatch(request -> request.endsWith(" -"));
            assertThat(elsewhere.requests.get(1)).startsWith("GET bytes=");
            assertThat(server.requests).hasSize(3).allMatch(request -> request.endsWith("Bearer secret"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost/x", "file:///etc/passwd", "http:///x", ":", ""})
    void redirectAwayFromTheScheme_orNowhere_isNotFollowed(String location) throws Exception {
        server.thenEvery(6, status(301, "Location", location));
        assertThatThrownBy(() -> store.get(ref(bytes)))
                .isInstanceOf(ArtifactException.Unavailable.class)
                .hasMessageContaining("redirects");
    }
}
