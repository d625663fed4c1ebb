package io.controlfeed.artifacts.http;

import static io.controlfeed.artifacts.Bytes.files;
import static io.controlfeed.artifacts.Bytes.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.artifacts.WritableStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An HTTP store over a real server, which serves the directory of a real store with one artifact in it. */
abstract class ServedStore {
    static final Backoff QUICK = new Backoff(4, Duration.ofMillis(1), Duration.ofMillis(20));
    static final int LARGE = 3_000_000;
    static final long MOST = 50_000_000;

    @TempDir
    Path temp;

    final byte[] bytes = random(7, LARGE);
    ArtifactServer server;
    ArtifactStore store;

    @BeforeEach
    void serve() throws Exception {
        try (WritableStore origin =
                ArtifactRegistry.load().openWritable("file", Map.of("artifacts-file-dir", origin().toString()))) {
            origin.put(bytes);
        }
        server = ArtifactServer.plain(origin());
        store = open(server.url(), Duration.ofMinutes(1), null);
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        server.close();
        assertThat(files(cache().resolve("staging"))).isEmpty();
    }

    Path origin() {
        return temp.resolve("origin");
    }

    Path cache() {
        return temp.resolve("cache");
    }

    ArtifactStore open(URI url, Duration timeout, @Nullable Path tokenFile) {
        return open(url, timeout, tokenFile, QUICK);
    }

    ArtifactStore open(URI url, Duration timeout, @Nullable Path tokenFile, Backoff backoff) {
        BearerToken token = tokenFile == null ? null : new BearerToken(tokenFile);
        return HttpStoreProvider.open(new HttpSettings(url, cache(), false, token, null, timeout, MOST), backoff);
    }

    List<String> requested() {
        return server.requests.stream().map(line -> line.replaceAll(" -$", "")).toList();
    }

    void assertNothingKept() throws Exception {
        assertThat(files(cache())).isEmpty();
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException serverEnds) {
            Thread.currentThread().interrupt();
        }
    }
}
