package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.drop;
import static io.controlfeed.feed.file.Events.event;
import static io.controlfeed.feed.file.Events.ids;
import static io.controlfeed.feed.file.Events.names;
import static io.controlfeed.feed.file.Events.namesOrFail;
import static io.controlfeed.feed.file.Events.pollUntil;
import static io.controlfeed.feed.file.Events.readAll;
import static io.controlfeed.feed.file.Events.text;
import static io.controlfeed.feed.file.Events.unsynced;
import static io.controlfeed.feed.file.Events.waitForTheClock;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.EventJson;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the drop folder refuses, and how it says so. */
class DropRefusalTest {
    private static final Duration SETTLE = Duration.ofMillis(300);

    @TempDir
    Path dir;

    private FileSink sink;
    private FileSource source;
    private Path rejected;

    @BeforeEach
    void aFeed() {
        sink = FileSink.open(unsynced(dir));
        source = FileSource.open(unsynced(dir), SETTLE);
        rejected = dir.resolve("rejected");
    }

    @AfterEach
    void close() {
        source.close();
        sink.close();
    }

    @Test
    void dropWithAnIdThatTheFeedHoldsWithOtherContent_isRefused_namingTheVersion() throws Exception {
        sink.append(event("e0"));
        sink.append(event("e1"));
        drop(dir, event("e1", "hostname/another"));

        assertThat(ids(readAll(source, 0))).containsExactly("e0", "e1");
        assertThat(text(rejected.resolve("e1.json.reason.txt")))
                .contains("event_id 'e1' with other content, at version 2");
        assertThat(text(rejected.resolve("e1.json"))).contains("hostname/another");
    }

    @Test
    void dropThatBringsAVersion_isRefusedAtOnce() throws Exception {
        drop(dir, event("e1").stamped(5));

        assertThat(source.poll(0, Duration.ZERO)).isEmpty();
        assertThat(text(rejected.resolve("e1.json.reason.txt"))).contains("control_version is '5': leave it out");
    }

    @Test
    void malformedDrop_isRefusedWithEachProblem_onceItIsLeftAlone_andOthersGoPast() throws Exception {
        drop(dir, "bad.json", "{\"event_id\":\"-\",\"type\":\"t\",\"base_version\":\"x\"}");
        waitForTheClock(dir);
        drop(dir, event("good"));

        assertThat(ids(source.poll(0, Duration.ZERO))).containsExactly("good");
        assertThat(names(rejected)).isEmpty();
        pollUntil(source, 1, () -> Files.exists(rejected.resolve("bad.json")));
        assertThat(text(rejected.resolve("bad.json.reason.txt")))
                .contains("- event_id is '-'", "- subject is missing", "- base_version is 'x'");
    }

    @Test
    void whatIsNoRegularFile_isRefusedWithoutBeingOpened() throws Exception {
        Path target = Files.writeString(dir.resolve("target.json"), EventJson.toText(event("linked")));
        Files.createSymbolicLink(dir.resolve("drop/link.json"), target);
        Files.createSymbolicLink(dir.resolve("drop/dangling.json"), dir.resolve("nowhere"));
        Files.createDirectory(dir.resolve("drop/directory.json"));
        Path fifo = dir.resolve("drop/fifo.json");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        drop(dir, event("good"));

        assertThat(ids(readAll(source, 0))).containsExactly("good");
        assertThat(names(dir.resolve("drop"))).containsExactly("directory.json");
        assertThat(names(rejected)).contains("link.json", "dangling.json", "fifo.json");
        assertThat(text(rejected.resolve("fifo.json.reason.txt"))).contains("not a regular file");
        assertThat(text(target)).contains("linked");
    }

    @Test
    void oversizedDrop_isRefusedWithoutBeingRead() throws Exception {
        try (RandomAccessFile sparse =
                new RandomAccessFile(dir.resolve("drop/big.json").toFile(), "rw")) {
            sparse.setLength(8L << 30);
        }

        assertThat(source.poll(0, Duration.ZERO)).isEmpty();
        assertThat(text(rejected.resolve("big.json.reason.txt"))).contains("8589934592 bytes");
    }

    @Test
    void hostileNames_areHarmless() throws Exception {
        String longest = "x".repeat(250) + ".json";
        List<String> hostile =
                List.of("new\nline.json", "-rf.json", "$(reboot).json", "a b;c.json", "\u001b[2J.json", longest);
        for (String name : hostile) {
            drop(dir, name, "[]");
        }
        drop(dir, "good ; one.json", EventJson.toText(event("good")));

        assertThat(ids(readAll(source, 0))).containsExactly("good");
        pollUntil(source, 1, () -> namesOrFail(rejected).size() == 2 * hostile.size());
        assertThat(names(rejected)).allMatch(name -> name.matches("[A-Za-z0-9._-]+") && name.length() < 140);
        assertThat(names(dir.resolve("drop"))).isEmpty();
    }

    @Test
    void refusedTwiceUnderOneName_keepsBoth() throws Exception {
        drop(dir, event("e1").stamped(5));
        pollUntil(source, 0, () -> namesOrFail(rejected).size() == 2);
        drop(dir, event("e1").stamped(6));
        pollUntil(source, 0, () -> namesOrFail(rejected).size() == 4);

        assertThat(names(rejected))
                .containsExactly("e1.json", "e1.json.reason.txt", "e1~2.json", "e1~2.json.reason.txt");
    }

    @Test
    void twoDropsOfOneId_theFirstStands() throws Exception {
        drop(dir, "a.json", EventJson.toText(event("e1", "first")));
        waitForTheClock(dir);
        drop(dir, "b.json", EventJson.toText(event("e1", "second")));

        assertThat(readAll(source, 0))
                .singleElement()
                .isEqualTo(event("e1", "first").stamped(1));
        assertThat(names(rejected)).containsExactly("b.json", "b.json.reason.txt");
    }
}
