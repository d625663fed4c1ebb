package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How many events a second a node applies that has nothing yet. */
final class ApplyCost {
    private static final String APPLIER = "applier";
    private static final String FINGERPRINTS = "fingerprints";
    private static final String SINK = "sink";

    private final Effort effort;
    private final String servers;
    private final PostgresqlServer postgresql;
    private final Path dir;
    private int files;

    ApplyCost(Effort effort, String servers, PostgresqlServer postgresql, Path dir) {
        this.effort = effort;
        this.servers = servers;
        this.postgresql = postgresql;
        this.dir = dir;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        KafkaFeed feed = KafkaFeed.empty(servers, "apply");
        List<ControlEvent> events = new ArrayList<>();
        progress.begin("filling a feed with " + effort.backlog() + " events");
        PlainTopic json = PlainTopic.create(servers, "apply-json");
        try (Sink sink = feed.sink();
                PlainProducer producer = new PlainProducer(json)) {
            while (events.size() < effort.backlog()) {
                List<ControlEvent> batch = IntStream.range(
                                0, Math.min(Sink.MAX_BATCH, effort.backlog() - events.size()))
                        .mapToObj(Changes::bare)
                        .toList();
                Appends.append(sink, batch);
                producer.store(producer.records(batch));
                events.addAll(batch);
            }
        }
        progress.begin("applying");
        Contest contest = new Contest();
        contest.enter(APPLIER, () -> applied(feed, false));
        contest.enter(FINGERPRINTS, () -> applied(feed, true));
        contest.enter(SINK, () -> sunk(json));
        contest.enter(Contest.FLOOR, () -> floor(events));
        contest.run(effort.rounds());
        Measure rate = Measure.rate(effort.backlog());
        return List.of(
                contest.row("apply a backlog", APPLIER, rate),
                contest.row("apply a backlog, with fingerprints", FINGERPRINTS, rate),
                contest.row("apply a backlog, by Debezium's JDBC sink, into PostgreSQL", SINK, rate));
    }

    private Samples applied(KafkaFeed feed, boolean fingerprints) throws IOException, InterruptedException {
        AppliedNode node = AppliedNode.create(file(), feed, fingerprints);
        Samples samples = Samples.timed(1, n -> node.applier().catchUp());
        node.requireApplied(effort.backlog());
        node.delete();
        return samples;
    }

    private Samples sunk(PlainTopic json) throws IOException, InterruptedException {
        try (JdbcSink sink = new JdbcSink(postgresql, json)) {
            Samples samples = Samples.timed(1, n -> sink.apply(effort.backlog()));
            sink.requireApplied(effort.backlog());
            return samples;
        }
    }

    private Samples floor(List<ControlEvent> events) throws IOException, InterruptedException {
        Path file = file();
        Samples samples = Samples.timed(1, n -> {
            try (PlainNode node = new PlainNode(file)) {
                node.apply(events);
            }
        });
        AppliedNode.delete(file);
        return samples;
    }

    private Path file() {
        return dir.resolve("node-" + files++ + ".db");
    }
}
