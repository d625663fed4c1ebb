package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.event;
import static io.controlfeed.feed.file.Events.ids;
import static io.controlfeed.feed.file.Events.names;
import static io.controlfeed.feed.file.Events.readAll;
import static io.controlfeed.feed.file.Events.synced;
import static io.controlfeed.feed.file.Events.text;
import static io.controlfeed.feed.file.Events.unsynced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {
    private static final String OTHER_EPOCH = "00000000-0000-4000-8000-000000000000";

    @TempDir
    Path dir;

    @Test
    void provider_isFoundByItsName_andSaysWhatItCanDo() {
        FeedRegistry registry = FeedRegistry.load();
        Map<String, String> settings = Map.of("feed-file-dir", dir.toString());

        assertThat(registry.provider("file").abilities())
                .containsExactlyInAnyOrder(
                        Ability.APPEND, Ability.POLL, Ability.LOOKUP, Ability.EPOCH, Ability.LAG, Ability.DURABLE);
        try (Sink sink = registry.openSink("file", settings);
                Source source = registry.openSource("file", settings)) {
            assertThat(sink.name()).isEqualTo("file:" + dir).isEqualTo(source.name());
        }
        assertThatThrownBy(() -> registry.openSink("file", Map.of())).isInstanceOf(SettingException.class);
    }

    @Test
    void sink_onAMissingDirectory_makesAnEmptyFeed() throws Exception {
        Path deep = dir.resolve("a/b/c");
        try (FileSink sink = FileSink.open(synced(deep));
                FileSource source = FileSource.open(synced(deep))) {
            assertThat(source.poll(0, Duration.ZERO)).isEmpty();
            assertThat(sink.epoch()).isEqualTo(source.epoch());
        }
    }

    @Test
    void source_whereNoFeedIs_makesNone_andSaysSo() throws Exception {
        for (Path wrong : List.of(dir, dir.resolve("feeed"), dir.resolve("a/b"))) {
            assertThatThrownBy(() -> FileSource.open(unsynced(wrong)))
                    .isInstanceOf(FeedException.Unavailable.class)
                    .hasMessageContaining("there is no feed in " + wrong)
                    .hasMessageContaining("Check feed-file-dir")
                    .hasMessageContaining("append a first event");
        }
        assertThat(names(dir)).isEmpty();
    }

    @Test
    void sink_onADirectoryOfOtherFiles_makesNoFeed() throws Exception {
        for (String other : List.of("notes.txt", ".git", "a\u001b[2J", "zzz")) {
            Files.createDirectory(dir.resolve(other));
        }

        for (Callable<AutoCloseable> open : List.<Callable<AutoCloseable>>of(
                () -> FileSink.open(unsynced(dir)), () -> FileSource.open(unsynced(dir)))) {
            assertThatThrownBy(open::call)
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith(
                            "feed-file-dir is '" + dir + "': it holds other files (.git, a__2J, notes.txt)")
                    .hasMessageContaining("no head.properties");
        }
        assertThat(names(dir)).hasSize(4);
    }

    @Test
    void sink_whereACreationWasCutShort_makesTheFeed() throws Exception {
        for (String folder : List.of("events", "ids", "tmp")) {
            Files.createDirectory(dir.resolve(folder));
        }
        Files.createDirectory(dir.resolve("ids/0"));
        assertThatThrownBy(() -> FileSource.open(unsynced(dir))).isInstanceOf(FeedException.Unavailable.class);

        try (FileSink sink = FileSink.open(unsynced(dir))) {
            assertThat(sink.append(event("e1")).controlVersion()).isEqualTo(1);
        }
    }

    @Test
    void opening_byManyAtOnce_makesOneFeed() throws Exception {
        Path fresh = dir.resolve("fresh");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<String> open = () -> {
                try (FileSink sink = FileSink.open(unsynced(fresh))) {
                    return sink.epoch();
                }
            };
            List<Future<String>> epochs =
                    threads.invokeAll(Stream.generate(() -> open).limit(8).toList());
            String first = epochs.get(0).get();
            for (Future<String> epoch : epochs) {
                assertThat(epoch.get()).isEqualTo(first);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void opening_whereOnlyADropFolderIs_makesAFeedAndTakesTheDrops() throws Exception {
        Files.createDirectory(dir.resolve("drop"));
        Events.drop(dir, event("early"));

        assertThat(ids(readAll(dir))).containsExactly("early");
    }

    @Test
    void opening_withEventsButNoHead_isCorrupt_andSaysWhatToWrite() throws Exception {
        String epoch;
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(Events.events(3));
            epoch = sink.epoch();
        }
        Files.delete(dir.resolve("head.properties"));

        assertThatThrownBy(() -> FileSource.open(unsynced(dir)))
                .isInstanceOf(FeedException.Corrupt.class)
                .hasMessageContaining(dir.resolve("head.properties").toString())
                .hasMessageContaining("end=3");
        assertThatThrownBy(() -> FileSink.open(unsynced(dir))).isInstanceOf(FeedException.Corrupt.class);

        Files.writeString(dir.resolve("head.properties"), "format=1\nepoch=" + epoch + "\nend=3\n");
        assertThat(ids(readAll(dir))).containsExactly("e1", "e2", "e3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0\0\0\0",
                "format=1\nepoch=" + OTHER_EPOCH + "\nend=1",
                "format=1\nepoch=" + OTHER_EPOCH + "\nend=01\n",
                "format=1\nepoch=" + OTHER_EPOCH + "\nend=+1\n",
                "format=1\nepoch=" + OTHER_EPOCH + "\nend=１\n",
                "format=1\nepoch=" + OTHER_EPOCH + "\nend=1\nend=0\n",
                "format=1\nepoch=" + OTHER_EPOCH + "\nend=1 \n",
                "\uFEFFformat=1\nepoch=" + OTHER_EPOCH + "\nend=1\n",
                "format=1\nepoch=\nend=1\n",
                "format=1\nepoch=" + OTHER_EPOCH + "\nend=-1\n",
                "format=1\nepoch=" + OTHER_EPOCH + "\nend=1234567890123\n",
                "format=1\\uZZZZ\n"
            })
    void garbledHead_isCorrupt_andIsLeftAlone(String garbled) throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir));
                FileSource source = FileSource.open(unsynced(dir))) {
            sink.append(event("e1"));
            Files.writeString(dir.resolve("head.properties"), garbled);

            assertThatThrownBy(() -> FileSink.open(unsynced(dir)))
                    .isInstanceOf(FeedException.Corrupt.class)
                    .hasMessageContaining("end=1");
            assertThatThrownBy(() -> source.poll(0, Duration.ZERO)).isInstanceOf(FeedException.Corrupt.class);
            assertThatThrownBy(() -> sink.append(event("e2"))).isInstanceOf(FeedException.Corrupt.class);
            assertThat(text(dir.resolve("head.properties"))).isEqualTo(garbled);
        }
    }

    @Test
    void headOfANewerFormat_asksForAnUpgrade_andNotForARepair() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            Files.writeString(dir.resolve("head.properties"), "format=2\nlanes=4\n");

            for (Callable<Object> use : List.<Callable<Object>>of(
                    () -> FileSource.open(unsynced(dir)),
                    () -> FileSink.open(unsynced(dir)),
                    () -> sink.append(event("e1")))) {
                assertThatThrownBy(use::call)
                        .isInstanceOf(FeedException.Corrupt.class)
                        .hasMessageContaining("written by a newer controlfeed")
                        .hasMessageContaining("its format is 2")
                        .hasMessageContaining("Upgrade this controlfeed")
                        .hasMessageNotContaining("Write three lines");
            }
        }
    }

    @Test
    void garbledHead_whereNoEventIsLeft_asksForANewEpoch() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(event("e1"));
        }
        Files.delete(new FeedLayout(dir).event(1));
        Files.writeString(dir.resolve("head.properties"), "");

        assertThatThrownBy(() -> FileSink.open(unsynced(dir)))
                .isInstanceOf(FeedException.Corrupt.class)
                .hasMessageMatching("(?s).*'epoch=[0-9a-f-]{36}' and 'end=0'.*")
                .hasMessageContaining("bootstrapped from a snapshot");
    }

    @Test
    void garbledHead_whereAnEventIsMissingBeforeTheLast_tellsBothEnds() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(Events.events(5));
        }
        Files.delete(new FeedLayout(dir).event(4));
        Files.writeString(dir.resolve("head.properties"), "");

        assertThatThrownBy(() -> FileSink.open(unsynced(dir)))
                .hasMessageContaining("'end=5' (the last event file)")
                .hasMessageContaining("Version 4 is missing, though: if no node has seen a later one, write 'end=3'");
    }

    @Test
    void lostHead_whereOnlyIdsAreLeft_isCorrupt() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(event("e1"));
        }
        Files.delete(dir.resolve("head.properties"));
        Files.delete(new FeedLayout(dir).event(1));
        Files.delete(dir.resolve("events/000000000"));

        assertThatThrownBy(() -> FileSink.open(unsynced(dir)))
                .isInstanceOf(FeedException.Corrupt.class)
                .hasMessageContaining("what belongs to a feed is there");
    }

    @Test
    void openHandles_whenTheFeedIsReplaced_sayThatTheEpochChanged() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir));
                FileSource source = FileSource.open(unsynced(dir))) {
            sink.append(event("e1"));
            String epoch = sink.epoch();
            Files.writeString(dir.resolve("head.properties"), "format=1\nepoch=" + OTHER_EPOCH + "\nend=0\n");

            assertThatThrownBy(() -> source.poll(1, Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(FeedException.EpochChanged.class, changed -> {
                        assertThat(changed.expected()).isEqualTo(epoch);
                        assertThat(changed.actual()).isEqualTo(OTHER_EPOCH);
                    });
            List<AppendOutcome> outcomes =
                    sink.append(List.of(event("e2", "s"), event("e3", "s"), event("e4", "other")));
            assertThat(outcomes.get(0)).isInstanceOf(AppendOutcome.Failed.class);
            assertThat(outcomes.get(1)).isEqualTo(new AppendOutcome.HeldBack(event("e3", "s"), "e2"));
            assertThatThrownBy(() -> outcomes.get(2).orThrow()).isInstanceOf(FeedException.EpochChanged.class);
            assertThatThrownBy(() -> sink.versionsOf(List.of("e1"), 0)).isInstanceOf(FeedException.EpochChanged.class);
        }
    }

    @Test
    void openHandles_whenTheHeadIsGone_areUnavailable() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir));
                FileSource source = FileSource.open(unsynced(dir))) {
            Files.delete(dir.resolve("head.properties"));

            assertThatThrownBy(() -> sink.append(event("e1")))
                    .isInstanceOf(FeedException.Unavailable.class)
                    .hasMessageContaining("head.properties does not exist");
            assertThatThrownBy(() -> source.poll(0, Duration.ZERO)).isInstanceOf(FeedException.Unavailable.class);
        }
    }

    @Test
    void opening_ofAPathThatIsAFile_isAWrongSetting() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");

        for (Callable<AutoCloseable> open : List.<Callable<AutoCloseable>>of(
                () -> FileSink.open(unsynced(file)), () -> FileSource.open(unsynced(file)))) {
            assertThatThrownBy(open::call)
                    .isInstanceOf(SettingException.class)
                    .hasMessage("feed-file-dir is '" + file + "': it is a file: give the feed's directory");
        }
    }

    @Test
    void sink_onAPathThatCannotBeMade_isAWrongSetting() throws Exception {
        Path below = Files.writeString(dir.resolve("file"), "").resolve("feed");

        assertThatThrownBy(() -> FileSink.open(unsynced(below)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("feed-file-dir is '" + below + "': it cannot be made (")
                .hasMessageContaining("may make and write");
    }

    @Test
    void opening_ofACopyWithoutItsEmptyFolders_works() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(event("e1"));
        }
        for (String folder : List.of("tmp", "drop", "rejected", "lock")) {
            Files.delete(dir.resolve(folder));
        }
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            assertThat(sink.append(event("e2")).controlVersion()).isEqualTo(2);
        }
    }
}
