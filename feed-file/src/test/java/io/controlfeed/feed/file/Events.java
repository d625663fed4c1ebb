package io.controlfeed.feed.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Events and files to test with. */
final class Events {
    static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");

    private Events() {}

    static ControlEvent event(String id) {
        return event(id, "hostname/" + id);
    }

    static ControlEvent event(String id, String subject) {
        return ControlEvent.builder(id, "tenant.updated", subject)
                .tenantId("t1")
                .createdAt(AT)
                .build();
    }

    static List<ControlEvent> events(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> event("e" + i)).toList();
    }

    static List<String> ids(List<ControlEvent> events) {
        return events.stream().map(ControlEvent::eventId).toList();
    }

    static List<Long> versions(List<ControlEvent> events) {
        return events.stream().map(ControlEvent::controlVersion).toList();
    }

    static FileFeedSettings unsynced(Path dir) {
        return new FileFeedSettings(dir, false);
    }

    static FileFeedSettings synced(Path dir) {
        return new FileFeedSettings(dir, true);
    }

    /** Makes an empty feed. */
    static void makeFeed(Path dir) {
        FileSink.open(unsynced(dir)).close();
    }

    /** Everything after a position, read until there is nothing more. */
    static List<ControlEvent> readAll(Source source, long since) throws InterruptedException {
        List<ControlEvent> all = new ArrayList<>();
        long position = since;
        for (List<ControlEvent> some = source.poll(position, Duration.ZERO);
                !some.isEmpty();
                some = source.poll(position, Duration.ZERO)) {
            all.addAll(some);
            position = some.get(some.size() - 1).controlVersion();
        }
        return all;
    }

    static List<ControlEvent> readAll(Path dir) throws InterruptedException {
        try (Source source = FileSource.open(unsynced(dir))) {
            return readAll(source, 0);
        }
    }

    /** An event's file as if an append had been cut short right after the rename. */
    static Path putEventFile(Path dir, ControlEvent event, long version) throws IOException {
        Path file = new FeedLayout(dir).event(version);
        Files.createDirectories(file.getParent());
        return Files.write(file, EventFiles.encode(event.stamped(version)));
    }

    static Path drop(Path dir, ControlEvent event) throws IOException {
        return drop(dir, event.eventId() + ".json", EventJson.toText(event));
    }

    static Path drop(Path dir, String name, String content) throws IOException {
        return Files.writeString(dir.resolve("drop").resolve(name), content, UTF_8);
    }

    static String text(Path file) throws IOException {
        return Files.readString(file, UTF_8);
    }

    static List<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Polls until a condition holds, for at most a minute. */
    static void pollUntil(Source source, long since, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            requireTime(start);
            source.poll(since, Duration.ofMillis(20));
        }
    }

    /** Reads from the beginning until there are so many events, for at most a minute. */
    static List<ControlEvent> readUntil(Source source, int count) throws InterruptedException {
        long start = System.nanoTime();
        List<ControlEvent> all = new ArrayList<>();
        while (all.size() < count) {
            requireTime(start);
            all.addAll(source.poll(all.size(), Duration.ofMillis(20)));
        }
        return all;
    }

    private static void requireTime(long start) {
        if (System.nanoTime() - start > Duration.ofSeconds(60).toNanos()) {
            throw new AssertionError("what was waited for did not come within 60 s");
        }
    }

    static List<String> namesOrFail(Path folder) {
        try {
            return names(folder);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Until files made from now on have a later time stamp than those made before. */
    static void waitForTheClock(Path dir) throws IOException {
        Path probe = dir.resolve("probe");
        FileTime start = FileTime.fromMillis(0);
        FileTime now = start;
        while (start.equals(FileTime.fromMillis(0)) || now.equals(start)) {
            Files.deleteIfExists(probe);
            Files.createFile(probe);
            now = Files.getLastModifiedTime(probe);
            start = start.equals(FileTime.fromMillis(0)) ? now : start;
        }
        Files.delete(probe);
    }
}
