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

    private final int rounds;
    private final int count;
    private final String servers;
    private final PostgresqlServer postgresql;
    private final Path dir;
    private int files;

    ApplyCost(int rounds, int count, String servers, PostgresqlServer postgresql, Path dir) {
        this.rounds = rounds;
        this.count = count;
        this.servers = servers;
        this.postgresql = postgresql;
        this.dir = dir;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        KafkaFeed feed = KafkaFeed.empty(servers, "apply");
        List<ControlEvent> events = new ArrayList<>();
        progress.begin("filling a feed with " + count + " events");
        PlainTopic json = PlainTopic.create(servers, "apply-json");
        try (Sink sink = feed.sink();
                PlainProducer producer = new PlainProducer(json)) {
            while (events.size() < count) {
                int from = events.size();
                List<ControlEvent> batch = IntStream.range(from, Math.min(from + Sink.MAX_BATCH, count))
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
        contest.run(rounds);
        Measure rate = Measure.rate(count);
        return List.of(
                contest.row("apply a backlog", APPLIER, rate),
                contest.row("apply a backlog, with fingerprints", FINGERPRINTS, rate),
                contest.row("apply a backlog, by Debezium's JDBC sink, into PostgreSQL", SINK, rate));
    }

    private Samples applied(KafkaFeed feed, boolean fingerprints) throws IOException, InterruptedException {
        return AppliedNode.create(file(), feed, fingerprints).catchUp(count);
    }

    private Samples sunk(PlainTopic json) throws IOException, InterruptedException {
        try (JdbcSink sink = new JdbcSink(postgresql, json)) {
            Samples samples = Samples.timed(1, n -> sink.apply(count));
            sink.requireApplied(count);
            return samples;
        }
    }

    private Samples floor(List<ControlEvent> events) throws IOException, InterruptedException {
        return PlainNode.apply(file(), Upsert.SETTING, events);
    }

    private Path file() {
        return dir.resolve("node-" + files++ + ".db");
    }
}
