package io.controlfeed.bench;

import io.controlfeed.feed.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** How long after the call of an append another process has the event in its hands. */
final class SeenDelay {
    private final Effort effort;
    private final Path dir;
    private final boolean fsync;

    SeenDelay(Effort effort, Path dir, boolean fsync) {
        this.effort = effort;
        this.dir = dir;
        this.fsync = fsync;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        String what = "append to seen in another process, " + FileFeedScene.durability(fsync);
        progress.begin(what);
        FileFeed feed = FileFeed.in(dir.resolve("feed"));
        PlainFiles files = new PlainFiles(dir.resolve("floor"), fsync);
        Path directory = files.newDirectory();
        List<byte[]> contents = Changes.bytes(1);
        Contest contest = new Contest();
        try (Sink sink = feed.sink(fsync);
                WatchingProcess ofFeed = WatchingProcess.start(WatchingProcess.FEED, feed.dir());
                WatchingProcess ofFloor = WatchingProcess.start(WatchingProcess.FLOOR, directory)) {
            contest.enter("feed", () -> round(ofFeed, n -> Appends.append(sink, List.of(Changes.event(n)))));
            contest.enter(Contest.FLOOR, () -> round(ofFloor, n -> files.store(directory, contents)));
            contest.run(effort.rounds());
        }
        return List.of(
                contest.row(what + ", p50", "feed", Measure.millis(0.5)),
                contest.row(what + ", p99", "feed", Measure.millis(0.99)));
    }

    private Samples round(WatchingProcess watcher, Samples.Piece send) throws IOException, InterruptedException {
        double[] nanos = new double[effort.seen()];
        for (int n = 0; n < nanos.length; n++) {
            // It goes back to its waiting meanwhile, and is not always met at the same point of it.
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextLong(5_000, 15_000));
            long start = WatchingProcess.microsNow();
            send.run(n);
            nanos[n] = TimeUnit.MICROSECONDS.toNanos(watcher.seenAtMicros() - start);
        }
        return new Samples(nanos);
    }
}
