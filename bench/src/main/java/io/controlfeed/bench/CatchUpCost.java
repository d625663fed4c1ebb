package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** How many events a second a node reads and applies in a JVM of its own with a small heap, its start included. */
final class CatchUpCost {
    private static final String APPLIER = "applier";
    private static final int BATCH = 1_000;

    private final Effort effort;
    private final KafkaFeed feed;
    private final Path dir;
    private int files;

    CatchUpCost(Effort effort, KafkaFeed feed, Path dir) {
        this.effort = effort;
        this.feed = feed;
        this.dir = dir;
    }

    Row measure(Progress progress) throws IOException, InterruptedException {
        progress.begin("catching up with " + feed.events());
        Contest contest = new Contest();
        contest.enter(APPLIER, this::caughtUp);
        contest.enter(Contest.FLOOR, this::floor);
        contest.run(effort.rounds());
        return contest.row(
                "catch up in " + CatchingUp.HEAP + " of heap, " + feed.events(), APPLIER, Measure.rate(feed.size()));
    }

    private Samples caughtUp() throws IOException, InterruptedException {
        Path file = file();
        Samples samples = Samples.timed(1, n -> CatchingUp.inProcess(file, feed));
        AppliedNode.delete(file);
        return samples;
    }

    private Samples floor() throws IOException, InterruptedException {
        Path file = file();
        Samples samples = Samples.timed(1, n -> {
            try (PlainNode node = new PlainNode(file)) {
                for (int from = 0; from < feed.size(); from += BATCH) {
                    node.apply(
                            IntStream.range(from, Math.min(feed.size(), from + BATCH))
                                    .mapToObj(Changes::bare)
                                    .toList(),
                            from);
                }
            }
        });
        AppliedNode.delete(file);
        return samples;
    }

    private Path file() {
        return dir.resolve("caught-up-" + files++ + ".db");
    }
}
