package io.controlfeed.bench;

import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.nio.file.Path;
import java.util.Map;

/** A feed in a directory, found by its name as everybody finds it. */
record FileFeed(FeedRegistry registry, Path dir) {
    private static final String NAME = "file";

    static FileFeed in(Path dir) {
        return new FileFeed(FeedRegistry.load(), dir);
    }

    Sink sink(boolean fsync) {
        return registry.openSink(NAME, settings(fsync));
    }

    Source source() {
        return registry.openSource(NAME, settings(true));
    }

    private Map<String, String> settings(boolean fsync) {
        return Map.of("feed-file-dir", dir.toString(), "feed-file-fsync", Boolean.toString(fsync));
    }

    /** Fills it quickly: durability is not the question here. */
    void fill(int events, Progress progress) {
        try (Sink sink = sink(false)) {
            Appends.fill(sink, events, Changes::event, progress);
        }
    }
}
