package io.controlfeed.bench;

import io.controlfeed.publisher.pump.Pump;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long after a producer's commit a reader of the topic has the event, at several rates. */
final class CommitDelay {
    private static final String PUMP = "pump";
    private static final String TOLD = "pump that is told";
    private static final List<Integer> RATES = List.of(10, 100, 1_000);

    private final Effort effort;
    private final String servers;
    private final Database database;

    CommitDelay(Effort effort, String servers, Database database) {
        this.effort = effort;
        this.servers = servers;
        this.database = database;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        PublishedOutbox outbox = PublishedOutbox.create(
                database.empty("delay_pump"), KafkaFeed.empty(servers, database.name() + "-delay"));
        PlainOutbox plain = PlainOutbox.drainable(database.empty("delay_plain"));
        PlainTopic topic = PlainTopic.create(servers, database.name() + "-delay-plain");
        Pump pump = outbox.pump();
        return Background.during(new Background("bench pump", pump::run, pump::stop), () -> {
            try (SeenEvents seen = new SeenEvents(outbox.feed().topic());
                    SeenEvents seenOfFloor = new SeenEvents(topic);
                    Peers peers = Peers.of(database, servers, "delay")) {
                List<Row> rows = new ArrayList<>();
                for (int rate : RATES) {
                    String what = String.format(Locale.ROOT, "commit to seen, %s, %,d events/s", database.name(), rate);
                    progress.begin(what);
                    Contest contest = new Contest();
                    contest.enter(PUMP, () -> commits(rate).delays(outbox.database(), outbox, seen));
                    contest.enter(TOLD, () -> commits(rate).delays(outbox.database(), outbox, pump::signal, seen));
                    contest.enter(
                            Contest.FLOOR,
                            () -> Background.during(
                                    busy(plain, topic),
                                    () -> commits(rate).delays(plain.database(), plain, seenOfFloor)));
                    for (Peer peer : peers.list()) {
                        contest.enter(peer.name(), () -> peer.delays(commits(rate)));
                    }
                    contest.run(effort.rounds());
                    rows.addAll(rows(contest, what, PUMP));
                    rows.addAll(rows(contest, what + ", by a pump that is told", TOLD));
                    for (Peer peer : peers.list()) {
                        rows.addAll(rows(contest, what + ", by " + peer.name(), peer.name()));
                    }
                }
                return rows;
            }
        });
    }

    private static List<Row> rows(Contest contest, String what, String name) {
        return List.of(
                contest.row(what + ", p50", name, Measure.millis(0.5)),
                contest.row(what + ", p99", name, Measure.millis(0.99)),
                contest.row(what + ", max", name, Measure.millis(1)));
    }

    /** The floor looks all the time. */
    private static Background busy(PlainOutbox outbox, PlainTopic topic) {
        return new PlainPump(outbox.database(), topic).start(0);
    }

    private SteadyCommits commits(int rate) {
        return SteadyCommits.of(effort, rate);
    }
}
