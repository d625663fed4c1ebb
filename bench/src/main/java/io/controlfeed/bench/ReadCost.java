package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many events a second a node reads that has nothing yet. */
final class ReadCost {
    private final Effort effort;
    private final Path dir;
    private final SizedFeed sized;

    ReadCost(Effort effort, Path dir, SizedFeed sized) {
        this.effort = effort;
        this.dir = dir;
        this.sized = sized;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        progress.begin("writing plain files to be read");
        List<Path> files = plainFiles(progress);
        String what = "read from 0, " + sized.events();
        progress.begin(what);
        Contest contest = new Contest();
        try (Source source = sized.feed().source()) {
            contest.enter("feed", () -> Samples.timed(1, n -> read(source)));
            contest.enter(Contest.FLOOR, () -> Samples.timed(1, n -> read(files)));
            contest.run(effort.rounds());
        }
        return List.of(contest.row(what, "feed", Measure.rate(sized.size())));
    }

    private List<Path> plainFiles(Progress progress) throws IOException {
        PlainFiles plain = new PlainFiles(dir, false);
        List<Path> files = new ArrayList<>();
        while (files.size() < sized.size()) {
            int more = Math.min(Sink.MAX_BATCH, sized.size() - files.size());
            files.addAll(plain.store(plain.newDirectory(), Changes.bytes(more)));
            progress.at("written", files.size(), sized.size());
        }
        return files;
    }

    /** Events that came after the filling are left alone. */
    private void read(Source source) throws InterruptedException {
        long since = 0;
        while (since < sized.size()) {
            List<ControlEvent> events = source.poll(since, Duration.ZERO);
            if (events.isEmpty()) {
                throw new IllegalStateException(source.name() + " ends at " + since + ", not at " + sized.size());
            }
            since = events.get(events.size() - 1).controlVersion();
        }
    }

    private static void read(List<Path> files) throws IOException {
        for (Path file : files) {
            if (Files.readAllBytes(file).length == 0) {
                throw new IllegalStateException(file + " is empty");
            }
        }
    }
}
