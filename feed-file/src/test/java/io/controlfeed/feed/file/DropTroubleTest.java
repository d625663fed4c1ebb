package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.drop;
import static io.controlfeed.feed.file.Events.event;
import static io.controlfeed.feed.file.Events.ids;
import static io.controlfeed.feed.file.Events.makeFeed;
import static io.controlfeed.feed.file.Events.names;
import static io.controlfeed.feed.file.Events.namesOrFail;
import static io.controlfeed.feed.file.Events.pollUntil;
import static io.controlfeed.feed.file.Events.readAll;
import static io.controlfeed.feed.file.Events.text;
import static io.controlfeed.feed.file.Events.unsynced;
import static io.controlfeed.feed.file.Events.waitForTheClock;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.EventJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One drop that cannot be dealt with keeps neither the others nor the feed waiting. */
class DropTroubleTest {
    private static final Duration SETTLE = Duration.ofMillis(100);

    @TempDir
    Path dir;

    private FileSource source;
    private Path rejected;
    private Told told;

    @BeforeEach
    void aFeed() {
        makeFeed(dir);
        source = FileSource.open(unsynced(dir), SETTLE);
        rejected = dir.resolve("rejected");
        told = new Told(DropFolder.class);
    }

    @AfterEach
    void close() {
        told.close();
        source.close();
    }

    @Test
    void reasonThatNoEncodingHas_isWrittenAllTheSame() throws Exception {
        drop(dir, "bad.json", "{\"\\ud800\":1,\"\\ud800\":2}");
        drop(
                dir,
                "worse.json",
                "{\"event_id\":\"b\",\"type\":\"t\",\"subject\":\"\\ud800\",\"attributes\":{\"\\ud800\":1}}");
        waitForTheClock(dir);
        drop(dir, event("good"));

        assertThat(ids(readAll(source, 0))).containsExactly("good");
        pollUntil(source, 1, () -> namesOrFail(dir.resolve("drop")).isEmpty());
        assertThat(text(rejected.resolve("bad.json.reason.txt"))).contains("each name once");
        assertThat(text(rejected.resolve("worse.json.reason.txt"))).contains("subject is '\uFFFD'");
    }

    @Test
    void dropThatIsRefusedAndCannotBeMoved_staysWhereItIs_andIsToldOnce() throws Exception {
        Files.delete(rejected);
        Files.createFile(rejected);
        drop(dir, event("refused").stamped(3));
        waitForTheClock(dir);
        drop(dir, event("good"));

        assertThat(ids(readAll(source, 0))).containsExactly("good");
        for (int polls = 0; polls < 30; polls++) {
            source.poll(1, Duration.ofMillis(50));
        }
        assertThat(told.messages())
                .singleElement()
                .asString()
                .contains("the drop refused.json stays where it is", "cannot be moved to rejected/");

        Files.delete(rejected);
        pollUntil(source, 1, () -> Files.exists(rejected.resolve("refused.json.reason.txt")));
        assertThat(names(dir.resolve("drop"))).isEmpty();
    }

    @Test
    void dropsInTrouble_doNotCountAmongThoseOfOneLook() throws Exception {
        Files.delete(rejected);
        Files.createFile(rejected);
        for (int i = 0; i < 100; i++) {
            drop(dir, "bad" + i + ".json", EventJson.toText(event("bad").stamped(3)));
        }
        waitForTheClock(dir);
        drop(dir, event("good"));

        assertThat(ids(source.poll(0, Duration.ZERO))).containsExactly("good");
    }

    @Test
    void directory_staysWhereItIs_andIsToldOnce() throws Exception {
        Files.createDirectory(dir.resolve("drop/sub.json"));
        waitForTheClock(dir);
        drop(dir, event("good"));

        assertThat(ids(readAll(source, 0))).containsExactly("good");
        for (int polls = 0; polls < 30; polls++) {
            source.poll(1, Duration.ofMillis(50));
        }
        assertThat(names(dir.resolve("drop"))).containsExactly("sub.json");
        assertThat(told.messages()).singleElement().asString().contains("it is a directory");
    }

    @Test
    void dropWhoseIdCannotBeLookedUp_waitsWithItsSubject_andOthersGoOn() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(event("damaged"));
        }
        // The id entry must not be damaged with it, being a link to it.
        byte[] content = Files.readAllBytes(new FeedLayout(dir).event(1));
        Files.delete(new FeedLayout(dir).event(1));
        Files.writeString(new FeedLayout(dir).event(1), "{");
        drop(dir, event("damaged", "s1"));
        waitForTheClock(dir);
        drop(dir, event("follows", "s1"));
        drop(dir, event("good", "s2"));

        pollUntil(source, 1, () -> Files.exists(new FeedLayout(dir).event(2)));
        assertThat(ids(source.poll(1, Duration.ZERO))).containsExactly("good");
        assertThat(names(dir.resolve("drop"))).containsExactly("damaged.json", "follows.json");

        Files.write(new FeedLayout(dir).event(1), content);
        pollUntil(source, 2, () -> Files.exists(new FeedLayout(dir).event(3)));
        assertThat(ids(readAll(source, 2))).containsExactly("follows");
    }

    @Test
    void nameThatIsNotInTheLocalesEncoding_isTaken() throws Exception {
        Files.writeString(dir.resolve("drop/src"), EventJson.toText(event("latin")));
        Process rename = new ProcessBuilder("sh", "-c", "mv src \"$(printf 'gr\\366\\337e.json')\"")
                .directory(dir.resolve("drop").toFile())
                .start();
        assertThat(rename.waitFor()).isZero();

        assertThat(ids(source.poll(0, Duration.ofSeconds(30)))).containsExactly("latin");
        assertThat(names(dir.resolve("drop"))).isEmpty();
    }

    @Test
    void dropThatIsReplaced_afterItWasFoundUnfit_isNotRefusedForTheOther() throws Exception {
        Path file = drop(dir, "x.json", "{");
        assertThat(source.poll(0, SETTLE.multipliedBy(3))).isEmpty();
        assertThat(names(rejected)).hasSize(2);
        Files.write(file, EventJson.encode(event("whole")));

        assertThat(ids(source.poll(0, Duration.ofSeconds(30)))).containsExactly("whole");
    }

    @Test
    void interruptedThread_refusesToTheEnd() throws Exception {
        drop(dir, event("refused").stamped(3));
        waitForTheClock(dir);
        drop(dir, event("good"));
        Thread.currentThread().interrupt();

        assertThat(ids(source.poll(0, Duration.ZERO))).containsExactly("good");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(names(rejected)).containsExactly("refused.json", "refused.json.reason.txt");
    }

    @Test
    void reader_readsWhatIsThere_beforeItTakesDropsIn() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(event("e1"));
        }
        IntStream.range(0, 10).forEach(i -> {
            try {
                drop(dir, event("d" + i));
            } catch (java.io.IOException error) {
                throw new java.io.UncheckedIOException(error);
            }
        });

        assertThat(ids(source.poll(0, Duration.ZERO))).containsExactly("e1");
        assertThat(source.poll(1, Duration.ZERO)).hasSize(10);
    }

    @Test
    void readerThatAlwaysHasSomethingToRead_takesDropsInAllTheSame() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(event("e1"));
        }
        drop(dir, event("dropped"));

        pollUntil(source, 0, () -> namesOrFail(dir.resolve("drop")).isEmpty());
        assertThat(ids(readAll(source, 0))).containsExactly("e1", "dropped");
    }
}
