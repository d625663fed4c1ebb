package io.controlfeed.artifacts.file;

import static io.controlfeed.artifacts.Bytes.file;
import static io.controlfeed.artifacts.Bytes.files;
import static io.controlfeed.artifacts.Bytes.random;
import static io.controlfeed.artifacts.Bytes.read;
import static io.controlfeed.artifacts.Bytes.ref;
import static io.controlfeed.artifacts.Bytes.sized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.artifacts.Artifact;
import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.feed.ArtifactRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest {
    /** One more than is kept in memory. */
    private static final int LARGE = (1 << 20) + 1;

    @TempDir
    Path temp;

    private final InstantSource clock = InstantSource.system();

    private FileStore store() {
        return new FileStore(temp.resolve("store"), true, clock);
    }

    @AfterEach
    void nothingIsLeftInStaging() throws Exception {
        assertThat(files(temp.resolve("store/staging"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, LARGE - 1, LARGE, 5 * LARGE})
    void whatWasPut_isGot_fromMemoryAndFromStreams(int size) throws Exception {
        byte[] bytes = random(size, size);
        try (FileStore store = store()) {
            ArtifactRef put = store.put(bytes);
            assertThat(put).isEqualTo(sized(bytes));
            assertThat(store.put(new ByteArrayInputStream(bytes))).isEqualTo(put);
            assertThat(read(store, ref(bytes))).isEqualTo(bytes);
            try (Artifact artifact = store.get(put)) {
                assertThat(artifact.bytes(size)).isEqualTo(bytes);
                assertThat(artifact.stream().readAllBytes()).isEqualTo(bytes);
                assertThat(artifact.stream().readAllBytes()).isEqualTo(bytes);
                assertThat(artifact.size()).isEqualTo(size);
            }
            assertThat(store.verify(ref(bytes))).isEqualTo(put);
            assertThat(store.exists(put)).isTrue();
        }
        assertThat(files(temp)).containsExactly(file(temp.resolve("store"), ref(bytes)));
        assertThat(file(temp.resolve("store"), ref(bytes))).hasBinaryContent(bytes);
    }

    @Test
    void streamOnly_isPutWithoutBeingThereBefore() throws Exception {
        byte[] bytes = random(1, 3 * LARGE);
        try (FileStore store = store()) {
            InputStream inPieces = new SequenceInputStream(
                    new ByteArrayInputStream(bytes, 0, LARGE), new ByteArrayInputStream(bytes, LARGE, 2 * LARGE));
            assertThat(store.put(inPieces)).isEqualTo(sized(bytes));
            assertThat(read(store, ref(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void mediaTypeAndLocation_arePassedOn() throws Exception {
        byte[] bytes = random(1, 10);
        try (FileStore store = store()) {
            store.put(bytes);
            ArtifactRef asked = new ArtifactRef(ref(bytes).digest(), null, "text/plain", "https://elsewhere");
            assertThat(store.verify(asked))
                    .isEqualTo(new ArtifactRef(asked.digest(), 10L, "text/plain", "https://elsewhere"));
        }
    }

    @Test
    void whatIsNotThere_isNotFound() throws Exception {
        try (FileStore store = store()) {
            store.put(random(1, 10));
            ArtifactRef other = sized(random(2, 10));
            assertThat(store.exists(other)).isFalse();
            assertThatThrownBy(() -> store.get(other))
                    .isInstanceOf(ArtifactException.NotFound.class)
                    .hasMessageContaining(other.digest())
                    .hasMessageContaining("Put it there");
        }
    }

    @Test
    void directoryThatIsNoStore_isUnavailable_notEmpty() throws Exception {
        ArtifactRef ref = ref(random(1, 10));
        try (FileStore store = store()) {
            assertThatThrownBy(() -> store.get(ref)).isInstanceOf(ArtifactException.Unavailable.class);
            assertThatThrownBy(() -> store.exists(ref))
                    .isInstanceOf(ArtifactException.Unavailable.class)
                    .hasMessageContaining("mounted");
        }
    }

    @Test
    void sameBytes_areStoredOnce() throws Exception {
        byte[] bytes = random(1, LARGE);
        try (FileStore store = store()) {
            Path file = file(temp.resolve("store"), store.put(bytes));
            Object inode = Files.getAttribute(file, "unix:ino");
            store.put(bytes);
            store.put(new ByteArrayInputStream(bytes));
            assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
            assertThat(files(temp)).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, LARGE})
    void corruptOrTruncated_isNeverReturned_andHealedByAPut(int size) throws Exception {
        byte[] bytes = random(3, size);
        byte[] flipped = bytes.clone();
        flipped[size - 1] ^= 1;
        try (FileStore store = store()) {
            ArtifactRef ref = store.put(bytes);
            Path file = file(temp.resolve("store"), ref);
            byte[][] damages = {flipped, new byte[0], Arrays.copyOf(bytes, size - 1), random(4, size + 1)};
            for (int i = 0; i < damages.length; i++) {
                Files.write(file, damages[i]);
                assertThatThrownBy(() -> store.get(ref))
                        .isInstanceOfSatisfying(ArtifactException.Corrupt.class, corrupt -> {
                            assertThat(corrupt.expected()).isEqualTo(ref.digest());
                            assertThat(corrupt.actual()).startsWith("sha256:").isNotEqualTo(ref.digest());
                            assertThat(corrupt).hasMessageContaining(file.toString());
                        });
                assertThatThrownBy(() -> store.verify(ref(bytes))).isInstanceOf(ArtifactException.Corrupt.class);
                assertThat(i % 2 == 0 ? store.put(bytes) : store.put(new ByteArrayInputStream(bytes)))
                        .isEqualTo(ref);
                assertThat(read(store, ref)).isEqualTo(bytes);
            }
        }
    }

    @Test
    void link_isNotFollowed_andReplacedByAPut() throws Exception {
        byte[] bytes = random(3, 100);
        Path elsewhere = Files.write(temp.resolve("elsewhere"), bytes);
        try (FileStore store = store()) {
            Path file = file(temp.resolve("store"), store.put(bytes));
            Files.delete(file);
            Files.createSymbolicLink(file, elsewhere);
            assertThatThrownBy(() -> store.get(ref(bytes)))
                    .isInstanceOf(ArtifactException.Corrupt.class)
                    .hasMessageContaining("not a regular file");
            assertThat(store.exists(ref(bytes))).isFalse();
            store.put(bytes);
            assertThat(file).isRegularFile();
            assertThat(Files.isSymbolicLink(file)).isFalse();
            assertThat(elsewhere).hasBinaryContent(bytes);
        }
    }

    @Test
    void referenceOfAnotherSize_isRejected() throws Exception {
        byte[] bytes = random(3, 100);
        try (FileStore store = store()) {
            store.put(bytes);
            ArtifactRef wrong = new ArtifactRef(ref(bytes).digest(), 99L, null, null);
            assertThat(store.exists(wrong)).isFalse();
            assertThatThrownBy(() -> store.get(wrong))
                    .isInstanceOf(ArtifactException.Rejected.class)
                    .hasMessageContaining("99")
                    .hasMessageContaining("100");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, LARGE})
    void moreThanTheReaderHasRoomFor_isRejected(int size) throws Exception {
        try (FileStore store = store();
                Artifact artifact = store.get(store.put(random(3, size)))) {
            assertThatThrownBy(() -> artifact.bytes(size - 1))
                    .isInstanceOf(ArtifactException.Rejected.class)
                    .hasMessageContaining(size + " bytes");
        }
    }

    @Test
    void openArtifact_staysReadable_whenItsFileIsRemoved_andTheStoreClosed() throws Exception {
        byte[] bytes = random(3, LARGE);
        FileStore store = store();
        ArtifactRef ref = store.put(bytes);
        try (Artifact artifact = store.get(ref)) {
            Files.delete(file(temp.resolve("store"), ref));
            store.close();
            assertThat(artifact.stream().readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void fileDamagedAfterItWasVerified_isToldBeforeTheEnd() throws Exception {
        byte[] bytes = random(3, LARGE);
        try (FileStore store = store()) {
            ArtifactRef ref = store.put(bytes);
            Path file = file(temp.resolve("store"), ref);
            try (Artifact artifact = store.get(ref)) {
                byte[] damaged = bytes.clone();
                damaged[0] ^= 1;
                Files.write(file, damaged);
                assertThatThrownBy(() -> artifact.stream().readAllBytes())
                        .isInstanceOf(ArtifactException.Corrupt.class);
                assertThatThrownBy(() -> artifact.stream().readNBytes(LARGE))
                        .isInstanceOf(ArtifactException.Corrupt.class);
                assertThatThrownBy(() -> artifact.bytes(LARGE)).isInstanceOf(ArtifactException.Corrupt.class);
                Files.write(file, new byte[0]);
                assertThatThrownBy(() -> artifact.stream().readAllBytes())
                        .isInstanceOf(ArtifactException.Corrupt.class);
            }
            Files.write(file, bytes);
        }
    }

    @Test
    void streamThatFails_storesNothing_andItsErrorComesThrough() throws Exception {
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(random(1, LARGE)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the sender is gone");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        });
        try (FileStore store = store()) {
            assertThatThrownBy(() -> store.put(failing))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the sender is gone");
        }
        assertThat(files(temp)).isEmpty();
    }

    @Test
    void interruptedCall_endsWithThat_andIsDoneByTheNext() throws Exception {
        byte[] bytes = random(3, LARGE);
        try (FileStore store = store()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> store.put(bytes)).isInstanceOf(InterruptedException.class);
            ArtifactRef ref = store.put(bytes);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> store.get(ref)).isInstanceOf(InterruptedException.class);
            assertThat(read(store, ref)).isEqualTo(bytes);
        }
    }

    @Test
    void directoryWhereTheStoreShouldBeAFile_isUnavailable() throws Exception {
        Files.writeString(temp.resolve("store"), "a file");
        try (FileStore store = store()) {
            assertThatThrownBy(() -> store.put(random(1, 1))).isInstanceOf(ArtifactException.Unavailable.class);
        }
        Files.delete(temp.resolve("store"));
    }

    @Test
    void closedStore_saysSo_andStillItsName() throws Exception {
        FileStore store = store();
        ArtifactRef ref = store.put(random(1, 1));
        store.close();
        store.close();
        assertThat(store.name()).isEqualTo("file:" + temp.resolve("store"));
        assertThatThrownBy(() -> store.get(ref)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.exists(ref)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.put(random(2, 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.put(new ByteArrayInputStream(new byte[1])))
                .isInstanceOf(IllegalStateException.class);
    }
}
