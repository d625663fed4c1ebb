package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How many events a second go into a feed, one at a time and in batches. */
final class AppendCost {
    /** By then the feed has made all the directories that it makes once. */
    private static final int FILLED_BEFORE = 3_000;

    private final Effort effort;
    private final Path dir;
    private final boolean fsync;

    AppendCost(Effort effort, Path dir, boolean fsync) {
        this.effort = effort;
        this.dir = dir;
        this.fsync = fsync;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        FileFeed feed = FileFeed.in(dir.resolve("feed"));
        feed.fill(Math.min(FILLED_BEFORE, effort.events()), progress);
        PlainFiles files = new PlainFiles(dir.resolve("floor"), fsync);
        List<Row> rows = new ArrayList<>();
        try (Sink sink = feed.sink(fsync)) {
            for (int batch : effort.batches()) {
                String what = String.format(
                        Locale.ROOT, "append, %s, batches of %,d", FileFeedScene.durability(fsync), batch);
                progress.begin(what);
                Contest contest = new Contest();
                contest.enter("feed", () -> feedRound(sink, batch));
                contest.enter(Contest.FLOOR, () -> floorRound(files, batch));
                contest.run(effort.rounds());
                rows.add(contest.row(what, "feed", Measure.rate(batch)));
            }
        }
        return rows;
    }

    private int pieces(int batch) {
        return Math.max(1, (fsync ? effort.durableEvents() : effort.events()) / batch);
    }

    private Samples feedRound(Sink sink, int batch) throws IOException, InterruptedException {
        List<List<ControlEvent>> batches = IntStream.range(0, pieces(batch))
                .mapToObj(n -> Changes.events(batch))
                .toList();
        return Samples.timed(batches.size(), n -> Appends.append(sink, batches.get(n)));
    }

    private Samples floorRound(PlainFiles files, int batch) throws IOException, InterruptedException {
        Path directory = files.newDirectory();
        List<byte[]> contents = Changes.bytes(batch);
        return Samples.timed(pieces(batch), n -> files.store(directory, contents));
    }
}
