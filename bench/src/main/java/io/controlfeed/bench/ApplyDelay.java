package io.controlfeed.bench;

import io.controlfeed.publisher.pump.Pump;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long after a producer's commit in its outbox a node has applied the event; beside a bare reader of the topic. */
final class ApplyDelay {
    private static final String NODE = "node";
    private static final List<Integer> RATES = List.of(100, 1_000);

    private final Effort effort;
    private final String servers;
    private final Path dir;

    ApplyDelay(Effort effort, String servers, Path dir) {
        this.effort = effort;
        this.servers = servers;
        this.dir = dir;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        PublishedOutbox outbox =
                PublishedOutbox.create(new SqliteFile(dir, "outbox"), KafkaFeed.empty(servers, "apply-delay"));
        AppliedNode node = AppliedNode.create(dir.resolve("delayed.db"), outbox.feed(), true);
        Arrivals applied = new Arrivals();
        Pump pump = outbox.pump();
        return Background.during(
                new Background("bench pump", pump::run, pump::stop),
                () -> Background.during(
                        node.start("bench applier", applied), () -> measure(progress, outbox, applied)));
    }

    private List<Row> measure(Progress progress, PublishedOutbox outbox, Arrivals applied)
            throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        try (SeenEvents seen = new SeenEvents(outbox.feed().topic())) {
            for (int rate : RATES) {
                String what = String.format(Locale.ROOT, "commit to applied, %,d events/s", rate);
                progress.begin(what);
                SteadyCommits commits = SteadyCommits.of(effort, rate);
                Contest contest = new Contest();
                contest.enter(NODE, () -> {
                    Samples delays = commits.delays(outbox.database(), outbox, applied);
                    seen.skip(commits.count());
                    return delays;
                });
                contest.enter(Contest.FLOOR, () -> {
                    Samples delays = commits.delays(outbox.database(), outbox, seen);
                    applied.skip(commits.count());
                    return delays;
                });
                contest.run(effort.rounds());
                rows.add(contest.row(what + ", p50", NODE, Measure.millis(0.5)));
                rows.add(contest.row(what + ", p99", NODE, Measure.millis(0.99)));
                rows.add(contest.row(what + ", max", NODE, Measure.millis(1)));
            }
        }
        return rows;
    }
}
