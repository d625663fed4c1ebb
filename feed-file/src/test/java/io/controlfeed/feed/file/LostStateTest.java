package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.event;
import static io.controlfeed.feed.file.Events.events;
import static io.controlfeed.feed.file.Events.ids;
import static io.controlfeed.feed.file.Events.names;
import static io.controlfeed.feed.file.Events.putEventFile;
import static io.controlfeed.feed.file.Events.synced;
import static io.controlfeed.feed.file.Events.text;
import static io.controlfeed.feed.file.Events.unsynced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.FeedException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part of the feed that is lost or damaged is never taken for one that never was. */
class LostStateTest {
    @TempDir
    Path dir;

    private FeedLayout layout;

    @BeforeEach
    void aFeedOfFiveEvents() {
        layout = new FeedLayout(dir);
        try (FileSink sink = FileSink.open(synced(dir))) {
            sink.append(events(5));
        }
    }

    @Test
    void lostIds_areEnteredAnew_atOpening() throws Exception {
        remove(layout.ids());

        try (FileSink sink = FileSink.open(synced(dir))) {
            assertThat(sink.append(events(5))).allMatch(AppendOutcome.Duplicate.class::isInstance);
        }
        assertThat(Files.isSameFile(layout.idEntry("e3"), layout.event(3))).isTrue();
    }

    @Test
    void lostIds_thatAnotherToolMadeAnewAsEmptyFolders_areEnteredAnew() throws Exception {
        remove(layout.ids());
        for (Path shard : layout.shards()) {
            Files.createDirectories(shard);
        }

        try (FileSink sink = FileSink.open(unsynced(dir))) {
            assertThat(sink.append(events(5))).allMatch(AppendOutcome.Duplicate.class::isInstance);
        }
    }

    @Test
    void lostShard_isEnteredAnew_alsoWhileASinkIsOpen() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(event("e6"));
            remove(Disk.parent(layout.idEntry("e2")));

            assertThat(sink.append(List.of(event("e2"))).get(0)).isInstanceOf(AppendOutcome.Duplicate.class);
        }
    }

    @Test
    void lostIds_whileEarlyEventsAreRemoved_areEnteredAnewForTheRest() throws Exception {
        Files.delete(layout.event(1));
        Files.delete(layout.event(3));
        remove(layout.ids());

        try (FileSink sink = FileSink.open(unsynced(dir))) {
            assertThat(sink.versionsOf(List.of("e1", "e2", "e4", "e5"), 3)).containsOnlyKeys("e4", "e5");
            assertThat(sink.append(event("e3")).controlVersion()).isEqualTo(6);
        }
    }

    @Test
    void lostIds_andADamagedEvent_areCorruptAtThatEvent() throws Exception {
        remove(layout.ids());
        damage(layout.event(2));

        assertThatThrownBy(() -> FileSink.open(unsynced(dir)))
                .isInstanceOfSatisfying(
                        FeedException.Corrupt.class,
                        corrupt -> assertThat(corrupt.position()).isEqualTo(2));
        try (FileSource source = FileSource.open(unsynced(dir))) {
            assertThat(ids(source.poll(2, Duration.ZERO))).containsExactly("e3", "e4", "e5");
        }
    }

    @Test
    void damagedEvent_isNoUnknownId() throws Exception {
        damage(layout.event(2));
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            assertCorruptAtTwo(sink);
            assertThat(sink.append(event("e6")).controlVersion()).isEqualTo(6);
        }
    }

    @Test
    void damagedEvent_whoseIdEntryIsDamagedWithIt_isNoUnknownId() throws Exception {
        try (RandomAccessFile both = new RandomAccessFile(layout.event(2).toFile(), "rw")) {
            both.setLength(10);
        }
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            assertCorruptAtTwo(sink);
        }
    }

    @Test
    void lostEvent_isNoUnknownId_whereEarlierDirectoriesAreThere() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            for (int i = 0; i < 2; i++) {
                String prefix = "more" + i + "-";
                sink.append(java.util.stream.IntStream.range(0, 600)
                        .mapToObj(n -> event(prefix + n))
                        .toList());
            }
            Files.delete(layout.event(1002));
            String id = "more1-" + (1002 - 5 - 600 - 1);

            assertThat(sink.append(List.of(event(id))).get(0))
                    .isInstanceOfSatisfying(
                            AppendOutcome.Failed.class,
                            failed -> assertThat(((FeedException.Corrupt) failed.error()).position())
                                    .isEqualTo(1002));
        }
    }

    @Test
    void damagedIdEntry_isSearchedForInTheEvents() throws Exception {
        damage(layout.idEntry("e4"));
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            assertThat(sink.versionsOf(List.of("e4", "e5"), 0)).hasSize(2).containsEntry("e4", 4L);
            assertThat(sink.append(List.of(event("e4"))).get(0)).isInstanceOf(AppendOutcome.Duplicate.class);
        }
    }

    @Test
    void lostEventsFolder_isUnavailable_andNotMadeAnewByAReader() throws Exception {
        Files.move(layout.events(), dir.resolveSibling(dir.getFileName() + "-events"));
        try (FileSource source = FileSource.open(unsynced(dir))) {
            assertThatThrownBy(() -> source.poll(0, Duration.ZERO))
                    .isInstanceOf(FeedException.Unavailable.class)
                    .hasMessageContaining(layout.events() + " does not exist");
            assertThat(layout.events()).doesNotExist();
        } finally {
            Files.move(dir.resolveSibling(dir.getFileName() + "-events"), layout.events());
        }
    }

    @Test
    void headThatIsFarOlderThanTheFeed_isCorrupt_andNothingIsMoved() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(java.util.stream.IntStream.range(0, 900)
                    .mapToObj(i -> event("n" + i))
                    .toList());
            for (long version = 1; version <= 500; version++) {
                Files.delete(layout.event(version));
            }
            Files.write(layout.head(), new Head(sink.epoch(), 2).encode());
        }

        assertThatThrownBy(() -> {
                    try (FileSink sink = FileSink.open(unsynced(dir))) {
                        sink.append(event("new"));
                    }
                })
                .isInstanceOfSatisfying(
                        FeedException.Corrupt.class,
                        corrupt -> assertThat(corrupt.position()).isEqualTo(3))
                .hasMessageContaining("there are events up to version 905")
                .hasMessageContaining(layout.head() + " is older than the feed");
        assertThat(names(dir.resolve("rejected"))).isEmpty();
        assertThat(Files.exists(layout.event(501))).isTrue();
    }

    @Test
    void eventsBehindAHole_tooFarOffForOneBatch_areLeftWhereTheyAre() throws Exception {
        putEventFile(dir, event("far"), 5 + 1_001);
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            assertThatThrownBy(() -> sink.append(event("new"))).isInstanceOf(FeedException.Corrupt.class);
        }
        assertThat(Files.exists(layout.event(1_006))).isTrue();
    }

    @Test
    void hugeOrIrregularFile_whereAnEventShouldBe_isCorrupt() throws Exception {
        Files.delete(layout.event(2));
        try (RandomAccessFile huge = new RandomAccessFile(layout.event(2).toFile(), "rw")) {
            huge.setLength(8L << 30);
        }
        Files.delete(layout.event(3));
        Files.createDirectory(layout.event(3));
        Files.delete(layout.event(4));
        assertThat(new ProcessBuilder("mkfifo", layout.event(4).toString())
                        .start()
                        .waitFor())
                .isZero();
        try (FileSource source = FileSource.open(unsynced(dir))) {
            for (long version = 2; version <= 4; version++) {
                long damaged = version;
                assertThatThrownBy(() -> source.poll(damaged - 1, Duration.ZERO))
                        .isInstanceOfSatisfying(
                                FeedException.Corrupt.class,
                                corrupt -> assertThat(corrupt.position()).isEqualTo(damaged));
            }
        }
    }

    @Test
    void irregularHead_isCorrupt() throws Exception {
        Files.delete(layout.head());
        assertThat(new ProcessBuilder("mkfifo", layout.head().toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThatThrownBy(() -> FileSource.open(unsynced(dir)))
                .isInstanceOf(FeedException.Corrupt.class)
                .hasMessageContaining("it is not a regular file");
    }

    private static void assertCorruptAtTwo(FileSink sink) {
        assertThat(sink.append(List.of(event("e2"))).get(0))
                .isInstanceOfSatisfying(
                        AppendOutcome.Failed.class,
                        failed -> assertThat(((FeedException.Corrupt) failed.error()).position())
                                .isEqualTo(2));
        assertThatThrownBy(() -> sink.versionsOf(List.of("e2"), 0))
                .isInstanceOfSatisfying(
                        FeedException.Corrupt.class,
                        corrupt -> assertThat(corrupt.position()).isEqualTo(2));
    }

    /** In a file of its own: what is linked to the old one stays whole. */
    private static void damage(Path file) throws Exception {
        String whole = text(file);
        Files.delete(file);
        Files.writeString(file, whole.substring(0, 10));
    }

    private static void remove(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
