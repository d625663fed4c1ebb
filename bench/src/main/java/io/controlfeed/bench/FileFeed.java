package io.controlfeed.bench;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.nio.file.Path;
import java.util.List;
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
        progress.begin("filling a feed with " + events + " events");
        try (Sink sink = sink(false)) {
            for (int done = 0; done < events; done += Sink.MAX_BATCH) {
                append(sink, Changes.events(Math.min(Sink.MAX_BATCH, events - done)));
                progress.at("filled", done, events);
            }
        }
    }

    /** Appends, and fails if one of them is not in the feed now. */
    static void append(Sink sink, List<ControlEvent> events) {
        sink.append(events).forEach(AppendOutcome::orThrow);
    }
}
