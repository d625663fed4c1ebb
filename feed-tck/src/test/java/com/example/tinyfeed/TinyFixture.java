package com.example.tinyfeed;

import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.tck.FeedFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A tiny feed for one test. */
public final class TinyFixture implements FeedFixture {
    private final Path file;
    private final Care care;

    /** @param care the name of a {@link Care} */
    public TinyFixture(Path directory, String care) {
        this.file = directory.resolve("feed.txt");
        this.care = Care.valueOf(care);
    }

    @Override
    public FeedProvider provider() {
        return new TinyFeedProvider();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("tiny-file", file.toString(), "tiny-care", care.name());
    }

    @Override
    public long plantGarbage() {
        try {
            List<String> lines = Files.readAllLines(file);
            String last = lines.get(lines.size() - 1);
            long position = Long.parseLong(last.substring(0, last.indexOf(' '))) + 1;
            Files.writeString(file, position + " {no event}\n", StandardOpenOption.APPEND);
            return position;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void removeUpTo(long version) {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            lines.removeIf(line -> Long.parseLong(line.substring(0, line.indexOf(' '))) <= version);
            lines.add(0, version + " removed");
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void recreate() {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void goAway() {
        move(file, file.resolveSibling("away"));
    }

    @Override
    public void comeBack() {
        move(file.resolveSibling("away"), file);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Duration patience() {
        return care == Care.FULL ? FeedFixture.super.patience() : Duration.ofSeconds(5);
    }

    @Override
    public void close() {}
}
