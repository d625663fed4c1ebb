package io.controlfeed.feed.tck;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads a feed along from its beginning, as a node does, in a thread of its own. */
final class Follower {
    private static final Duration SHORT = Duration.ofMillis(5);

    private final Patience patience;
    private final AtomicBoolean nothingMoreComes = new AtomicBoolean();
    private final FutureTask<List<ControlEvent>> reading;

    Follower(Patience patience, Source source) {
        this.patience = patience;
        this.reading = patience.start("a reader", () -> read(source));
    }

    /** Lets it read to the end, where nothing more comes, and returns all that it read. */
    List<ControlEvent> finish() {
        nothingMoreComes.set(true);
        return patience.finish("a reader that was told to end", reading);
    }

    private List<ControlEvent> read(Source source) throws InterruptedException {
        List<ControlEvent> read = new ArrayList<>();
        boolean atTheEnd = false;
        while (!atTheEnd) {
            boolean complete = nothingMoreComes.get();
            List<ControlEvent> some = source.poll(read.isEmpty() ? 0 : FeedContract.lastVersion(read), SHORT);
            read.addAll(some);
            atTheEnd = complete && some.isEmpty();
        }
        return read;
    }
}
