package io.controlfeed.bench;

import io.controlfeed.publisher.pump.Pump;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How long after a producer's commit in its outbox each node of a fleet has applied the event, while few events come. */
final class FleetDelay {
    private static final String FLEET = "fleet";
    private static final int RATE = 10;

    private final Effort effort;
    private final String servers;
    private final Path dir;
    private final int nodes;

    /** @param dir one of its own */
    FleetDelay(Effort effort, String servers, Path dir, int nodes) {
        this.effort = effort;
        this.servers = servers;
        this.dir = dir;
        this.nodes = nodes;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        String what = String.format(
                Locale.ROOT, "commit to applied on %s, %d events/s", nodes == 1 ? "1 node" : "all of " + nodes, RATE);
        progress.begin(what);
        PublishedOutbox outbox =
                PublishedOutbox.create(new SqliteFile(dir, "outbox"), KafkaFeed.empty(servers, "fleet-of-" + nodes));
        PlainOutbox plain = PlainOutbox.drainable(new SqliteFile(dir, "plain"));
        PlainTopic topic = PlainTopic.create(servers, "plain-fleet-of-" + nodes);
        Contest contest = new Contest();
        contest.enter(FLEET, () -> fleet(outbox));
        contest.enter(Contest.FLOOR, () -> floor(plain, topic));
        contest.run(effort.rounds());
        return List.of(
                contest.row(what + ", p50", FLEET, Measure.millis(0.5)),
                contest.row(what + ", p99", FLEET, Measure.millis(0.99)),
                contest.row(what + ", max", FLEET, Measure.millis(1)));
    }

    private Samples fleet(PublishedOutbox outbox) throws IOException, InterruptedException {
        Pump pump = outbox.pump();
        return Background.during(
                new Background("bench pump", pump::run, pump::stop),
                () -> delays(
                        outbox.database(),
                        outbox,
                        (number, applied) -> AppliedNode.create(file("node", number), outbox.feed(), true)
                                .start("bench node " + number, applied)));
    }

    private Samples floor(PlainOutbox plain, PlainTopic topic) throws IOException, InterruptedException {
        PlainPump pump = new PlainPump(plain.database(), topic);
        return Background.during(
                pump.start(PlainPump.PATIENT),
                () -> delays(
                        plain.database(),
                        plain,
                        (number, applied) -> new FollowingNode(topic, file("plain", number))
                                .start("bench floor " + number, applied)));
    }

    /** The nodes are there for a round only, so that those of the other kind do not disturb them. */
    private Samples delays(Database database, Backlog.Producer outbox, Fleet.Node node)
            throws IOException, InterruptedException {
        try (Fleet fleet = Fleet.start(nodes, node)) {
            new SteadyCommits(1, RATE).delays(database, outbox, fleet);
            return SteadyCommits.of(effort, RATE).delays(database, outbox, fleet);
        }
    }

    private Path file(String kind, int number) {
        return dir.resolve(kind + "-" + number + ".db");
    }
}
