package io.controlfeed.artifacts.file;

import static io.controlfeed.artifacts.Bytes.file;
import static io.controlfeed.artifacts.Bytes.files;
import static io.controlfeed.artifacts.Bytes.random;
import static io.controlfeed.artifacts.Bytes.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.artifacts.CollectableStore.Collected;
import io.controlfeed.artifacts.Patience;
import io.controlfeed.feed.ArtifactRef;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionTest {
    private static final Duration GRACE = Duration.ofDays(1);

    @TempDir
    Path dir;

    private FileStore store() {
        return new FileStore(dir, false, InstantSource.system());
    }

    private static void age(Path file) throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(GRACE.multipliedBy(2))));
    }

    private ArtifactRef old(FileStore store, byte[] bytes) throws Exception {
        ArtifactRef ref = store.put(bytes);
        age(file(dir, ref));
        return ref;
    }

    @Test
    void onlyWhatIsOldAndNotReachable_isRemoved() throws Exception {
        try (FileStore store = store()) {
            ArtifactRef reachable = old(store, random(1, 10));
            ArtifactRef young = store.put(random(2, 20));
            ArtifactRef garbage = old(store, random(3, 30));
            assertThat(store.collect(Set.of(reachable.digest()), GRACE)).isEqualTo(new Collected(2, 1, 30));
            assertThat(store.exists(reachable)).isTrue();
            assertThat(store.exists(young)).isTrue();
            assertThatThrownBy(() -> store.get(garbage)).isInstanceOf(ArtifactException.NotFound.class);
        }
    }

    @Test
    void putOfWhatIsThere_makesItYoung() throws Exception {
        byte[] bytes = random(1, 10);
        try (FileStore store = store()) {
            old(store, bytes);
            store.put(bytes);
            assertThat(store.collect(Set.of(), GRACE)).isEqualTo(new Collected(1, 0, 0));
            old(store, bytes);
            store.put(new ByteArrayInputStream(bytes));
            assertThat(store.collect(Set.of(), GRACE)).isEqualTo(new Collected(1, 0, 0));
        }
    }

    @Test
    void listThatIsNoListOfDigests_removesNothing() throws Exception {
        try (FileStore store = store()) {
            ArtifactRef ref = old(store, random(1, 10));
            assertThatThrownBy(() -> store.collect(Set.of(ref.digest().substring(7)), GRACE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sha256:");
            assertThatThrownBy(() -> store.collect(Set.of(), Duration.ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(store.exists(ref)).isTrue();
        }
    }

    @Test
    void filesOfOthers_areLeftAlone() throws Exception {
        try (FileStore store = store()) {
            Path file = file(dir, store.put(random(1, 10)));
            Path note = Files.writeString(file.resolveSibling("README"), "mine");
            Path misplaced = Files.copy(file, dir.resolve("sha256").resolve(file.getFileName()));
            Path notStaged = Files.writeString(dir.resolve("staging/notes"), "mine");
            for (Path each : files(dir)) {
                age(each);
            }
            assertThat(store.collect(Set.of(), GRACE)).isEqualTo(new Collected(0, 1, 10));
            assertThat(files(dir)).containsExactlyInAnyOrder(note, misplaced, notStaged);
        }
    }

    @Test
    void whatKilledPutsLeft_isSweptByTheFirstPut_andByACollection_onceItIsOld() throws Exception {
        try (FileStore first = store()) {
            first.put(random(1, 10));
        }
        Path left = Files.write(dir.resolve("staging/left.part"), random(2, 10));
        Path inUse = Files.write(dir.resolve("staging/in-use.part"), random(3, 10));
        age(left);
        try (FileStore next = store()) {
            next.put(random(4, 10));
            assertThat(left).doesNotExist();
            assertThat(inUse).exists();
            age(inUse);
            next.collect(Set.of(), GRACE);
            assertThat(inUse).doesNotExist();
        }
    }

    @Test
    void storeThatIsNotThere_isUnavailable() {
        try (FileStore store = store()) {
            assertThatThrownBy(() -> store.collect(Set.of(), GRACE)).isInstanceOf(ArtifactException.Unavailable.class);
        }
    }

    @Test
    void putThatReturned_isNotCollected_howeverTheyRace() throws Exception {
        byte[] bytes = random(1, 10);
        try (FileStore putting = store();
                FileStore collecting = store()) {
            for (int i = 0; i < 300; i++) {
                ArtifactRef ref = old(putting, bytes);
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Collected> collected = Patience.start(() -> {
                    together.await();
                    return collecting.collect(Set.of(), GRACE);
                });
                together.await();
                putting.put(bytes);
                Patience.finish(collected);
                assertThat(read(putting, ref)).isEqualTo(bytes);
            }
        }
    }
}
