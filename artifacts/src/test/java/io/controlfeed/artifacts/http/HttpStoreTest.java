package io.controlfeed.artifacts.http;

import static io.controlfeed.artifacts.Bytes.file;
import static io.controlfeed.artifacts.Bytes.files;
import static io.controlfeed.artifacts.Bytes.random;
import static io.controlfeed.artifacts.Bytes.read;
import static io.controlfeed.artifacts.Bytes.ref;
import static io.controlfeed.artifacts.Bytes.sized;
import static io.controlfeed.artifacts.http.ArtifactServer.breakAfter;
import static io.controlfeed.artifacts.http.ArtifactServer.ignoreRange;
import static io.controlfeed.artifacts.http.ArtifactServer.send;
import static io.controlfeed.artifacts.http.ArtifactServer.sendWithoutEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.artifacts.CollectableStore;
import io.controlfeed.artifacts.Patience;
import io.controlfeed.feed.ArtifactRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes over HTTP is the artifact, or it does not come: from a real server over the directory of a real store. */
class HttpStoreTest extends ServedStore {
    @Test
    void artifact_isFetchedOnce_andThenReadFromTheDirectory() throws Exception {
        assertThat(read(store, ref(bytes))).isEqualTo(bytes);
        server.close();
        assertThat(read(store, sized(bytes))).isEqualTo(bytes);
        assertThat(store.exists(ref(bytes))).isTrue();
        assertThat(requested()).containsExactly("GET -");
        assertThat(files(cache())).containsExactly(file(cache(), ref(bytes)));
    }

    @Test
    void emptyArtifact_isFetched() throws Exception {
        Path empty = file(origin(), ref(new byte[0]));
        Files.createDirectories(empty.getParent());
        Files.write(empty, new byte[0]);
        assertThat(read(store, sized(new byte[0]))).isEmpty();
    }

    @Test
    void damagedFileOfTheCache_isFetchedAnew() throws Exception {
        store.verify(ref(bytes));
        Files.write(file(cache(), ref(bytes)), random(8, LARGE));
        assertThat(read(store, ref(bytes))).isEqualTo(bytes);
        assertThat(file(cache(), ref(bytes))).hasSameBinaryContentAs(file(origin(), ref(bytes)));
    }

    @Test
    void whatWasCollected_isFetchedAgain() throws Exception {
        store.verify(ref(bytes));
        assertThat(((CollectableStore) store).collect(Set.of(), Duration.ofDays(1)))
                .isEqualTo(new CollectableStore.Collected(1, 0, 0));
        Files.delete(file(cache(), ref(bytes)));
        assertThat(read(store, ref(bytes))).isEqualTo(bytes);
    }

    @Test
    void manyThreads_fetchOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.then((exchange, file) -> {
            await(asked);
            ignoreRange().answer(exchange, file);
        });
        List<Future<ArtifactRef>> gets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            gets.add(Patience.start(() -> store.verify(ref(bytes))));
        }
        Patience.until("one has asked", () -> !server.requests.isEmpty());
        asked.countDown();
        for (Future<ArtifactRef> get : gets) {
            assertThat(Patience.finish(get)).isEqualTo(sized(bytes));
        }
        assertThat(requested()).containsExactly("GET -");
    }

    @Test
    void brokenBody_isGoneOnWith() throws Exception {
        server.then(breakAfter(1_000_000)).then(breakAfter(500_000));
        assertThat(read(store, ref(bytes))).isEqualTo(bytes);
        assertThat(requested().get(0)).isEqualTo("GET -");
        assertThat(requested())
                .hasSize(3)
                .element(2)
                .asString()
                .startsWith("GET bytes=1")
                .endsWith("-");
    }

    @Test
    void connectionThatBreaksOftenerThanAttemptsAreAllowed_isGoneOnWith_asLongAsEachBringsSomething() throws Exception {
        server.thenEvery(20, breakAfter(100_000));
        assertThat(read(store, ref(bytes))).isEqualTo(bytes);
    }

    @Test
    void serverThatIgnoresRanges_isReadFromTheBeginning() throws Exception {
        server.then(breakAfter(1_000_000)).then(ignoreRange());
        assertThat(read(store, ref(bytes))).isEqualTo(bytes);
        assertThat(requested()).hasSize(2);
    }

    @Test
    void otherContentBehindTheBreak_isNotJoined() throws Exception {
        byte[] other = random(8, LARGE);
        server.then((exchange, file) -> breakAfter(1_000_000).answer(exchange, other));
        assertThat(read(store, ref(bytes))).isEqualTo(bytes);
        assertThat(requested()).hasSize(2).element(1).asString().startsWith("GET bytes=");
    }

    @Test
    void wrongBytes_areNeitherReturnedNorKept() throws Exception {
        server.thenEvery(2, send(random(8, LARGE)));
        assertThatThrownBy(() -> store.get(ref(bytes)))
                .isInstanceOfSatisfying(
                        ArtifactException.Corrupt.class,
                        corrupt -> assertThat(corrupt.actual()).startsWith("sha256:"))
                .hasMessageContaining(server.url().toString());
        assertNothingKept();
        assertThat(read(store, ref(bytes))).isEqualTo(bytes);
    }

    @Test
    void wrongBytesOnce_areAskedForAgain() throws Exception {
        server.then(send(random(8, LARGE)));
        assertThat(read(store, ref(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {LARGE - 1, LARGE + 1})
    void anotherLengthThanTheReferenceSays_isCorrupt_withoutItsBody(int length) throws Exception {
        server.then(send(random(8, length)));
        assertThatThrownBy(() -> store.get(sized(bytes)))
                .isInstanceOf(ArtifactException.Corrupt.class)
                .hasMessageContaining("" + LARGE)
                .hasMessageContaining("" + length);
        assertThat(requested()).hasSize(1);
        assertNothingKept();
    }

    @Test
    void endlessBody_isCutOffAtTheSizeOfTheReference() throws Exception {
        server.then(sendWithoutEnd());
        assertThatThrownBy(() -> store.get(sized(bytes))).isInstanceOf(ArtifactException.Corrupt.class);
        assertNothingKept();
    }

    @Test
    void endlessBody_isCutOffAtTheLimit() throws Exception {
        server.then(sendWithoutEnd());
        assertThatThrownBy(() -> store.get(ref(bytes)))
                .isInstanceOf(ArtifactException.Rejected.class)
                .hasMessageContaining("" + MOST);
        assertNothingKept();
    }

    @Test
    void referenceBeyondTheLimit_isRejectedWithoutAsking() throws Exception {
        ArtifactRef huge = new ArtifactRef(ref(bytes).digest(), MOST + 1, null, null);
        assertThatThrownBy(() -> store.get(huge)).isInstanceOf(ArtifactException.Rejected.class);
        assertThat(requested()).isEmpty();
    }

    @Test
    void whatTheServerDoesNotHave_isNotFound() throws Exception {
        assertThatThrownBy(() -> store.get(ref(random(9, 9))))
                .isInstanceOf(ArtifactException.NotFound.class)
                .hasMessageContaining("404");
        assertThat(store.exists(ref(random(9, 9)))).isFalse();
        assertThat(requested()).containsExactly("GET -", "HEAD -");
    }

    @Test
    void exists_asksForNoBytes() throws Exception {
        assertThat(store.exists(sized(bytes))).isTrue();
        assertThat(store.exists(new ArtifactRef(ref(bytes).digest(), 5L, null, null)))
                .isFalse();
        assertThat(requested()).containsExactly("HEAD -", "HEAD -");
    }
}
