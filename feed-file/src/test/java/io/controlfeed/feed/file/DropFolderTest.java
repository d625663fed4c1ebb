package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.drop;
import static io.controlfeed.feed.file.Events.event;
import static io.controlfeed.feed.file.Events.ids;
import static io.controlfeed.feed.file.Events.names;
import static io.controlfeed.feed.file.Events.readAll;
import static io.controlfeed.feed.file.Events.readUntil;
import static io.controlfeed.feed.file.Events.unsynced;
import static io.controlfeed.feed.file.Events.waitForTheClock;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropFolderTest {
    private static final Duration SETTLE = Duration.ofMillis(300);
    private static final String MINIMAL = "{\"event_id\":\"min\",\"type\":\"t\",\"subject\":\"s\"}";

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
    void drops_areTakenInTheOrderOfTheirArrival_notOfTheirNamesOrModification() throws Exception {
        drop(dir, event("z"));
        waitForTheClock(dir);
        Path old = Files.writeString(dir.resolve("m.json"), EventJson.toText(event("m")));
        Files.setLastModifiedTime(old, FileTime.fromMillis(0));
        Files.move(old, dir.resolve("drop/m.json"));
        waitForTheClock(dir);
        drop(dir, event("a"));

        assertThat(ids(readAll(source, 0))).containsExactly("z", "m", "a");
        assertThat(names(dir.resolve("drop"))).isEmpty();
        assertThat(names(rejected)).isEmpty();
    }

    @Test
    void dropWithoutATime_wasCreatedWhenItWasWritten() throws Exception {
        FileTime written = FileTime.from(Events.AT);
        Path outside = Files.writeString(dir.resolve("min.json"), MINIMAL);
        Files.setLastModifiedTime(outside, written);
        Files.move(outside, dir.resolve("drop/min.json"));

        ControlEvent event = source.poll(0, Duration.ofSeconds(5)).get(0);

        assertThat(event.createdAt()).isEqualTo(Events.AT);
        assertThat(event.controlVersion()).isEqualTo(1);
    }

    @Test
    void waitingPoll_seesADropAtOnce() throws Exception {
        Thread dropper = new Thread(() -> {
            try {
                drop(dir, event("late"));
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        });
        dropper.start();

        assertThat(ids(source.poll(0, Duration.ofSeconds(10)))).containsExactly("late");
        dropper.join();
    }

    @Test
    void dropThatTheFeedHoldsAlready_isDone() throws Exception {
        sink.append(event("e1"));
        drop(dir, event("e1"));

        assertThat(ids(readAll(source, 0))).containsExactly("e1");
        assertThat(names(dir.resolve("drop"))).isEmpty();
        assertThat(names(rejected)).isEmpty();
    }

    @Test
    void dropWithoutATime_droppedAgain_isDone() throws Exception {
        drop(dir, "one.json", MINIMAL);
        assertThat(readAll(source, 0)).hasSize(1);
        waitForTheClock(dir);
        drop(dir, "two.json", MINIMAL);

        assertThat(readAll(source, 0)).hasSize(1);
        assertThat(names(dir.resolve("drop"))).isEmpty();
        assertThat(names(rejected)).isEmpty();
    }

    @Test
    void growingDrop_isLeftAlone_andTakenWhenItIsWhole() throws Exception {
        byte[] whole = EventJson.encode(event("slow"));
        Path file = drop(dir, "slow.json", "");
        for (byte one : whole) {
            // Longer in all than it would be left alone, and never that long without a change.
            Files.write(file, new byte[] {one}, StandardOpenOption.APPEND);
            if (source.poll(0, Duration.ofMillis(5)).isEmpty()) {
                assertThat(names(rejected)).isEmpty();
            }
        }

        assertThat(ids(source.poll(0, Duration.ofSeconds(5)))).containsExactly("slow");
    }

    @ParameterizedTest
    @ValueSource(strings = {".hidden.json", "e1.json.tmp", "e1.json.part", "e1.json~", "e1.txt", "json", "e1.JSON"})
    void otherNames_areLeftAlone(String name) throws Exception {
        drop(dir, name, EventJson.toText(event("e1")));

        assertThat(source.poll(0, Duration.ofMillis(100))).isEmpty();
        assertThat(names(dir.resolve("drop"))).containsExactly(name);

        Files.move(dir.resolve("drop").resolve(name), dir.resolve("drop/e1.json"));
        assertThat(ids(source.poll(0, Duration.ofSeconds(5)))).containsExactly("e1");
    }

    @Test
    void threeThousandDrops_areTakenInOrder_byTwoSourcesAtOnce() throws Exception {
        Path outside = Files.createDirectory(dir.resolve("outside"));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            String id = "d%04d".formatted(i);
            expected.add(id);
            Path file = Files.writeString(
                    outside.resolve(id + ".json"), EventJson.toText(event(id)), StandardCharsets.UTF_8);
            Files.move(file, dir.resolve("drop").resolve(id + ".json"), StandardCopyOption.ATOMIC_MOVE);
        }
        Thread other = new Thread(() -> {
            try (FileSource second = FileSource.open(unsynced(dir))) {
                readAll(second, 0);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        other.start();
        List<ControlEvent> read = readUntil(source, expected.size());
        other.join();

        assertThat(ids(read)).containsExactlyElementsOf(expected);
        assertThat(names(dir.resolve("drop"))).isEmpty();
    }

    @Test
    void fullDisk_orWhatElseFails_keepsTheDrop_andTheReaderReads() throws Exception {
        sink.append(event("e1"));
        Path obstacle = Files.createDirectories(new FeedLayout(dir).stagedHead().resolve("x"));
        drop(dir, event("kept"));

        assertThat(ids(source.poll(0, Duration.ZERO))).containsExactly("e1");
        assertThat(names(dir.resolve("drop"))).containsExactly("kept.json");

        Files.delete(obstacle);
        Files.delete(obstacle.getParent());
        assertThat(ids(source.poll(1, Duration.ofSeconds(5)))).containsExactly("kept");
        assertThat(names(dir.resolve("drop"))).isEmpty();
    }
}
