package io.controlfeed.bench;

import io.controlfeed.applier.Applier;
import io.controlfeed.applier.ApplierSettings;
import io.controlfeed.applier.FeedSources;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeSchema;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** How many events a second a node applies that has nothing yet. */
final class ApplyCost {
    private static final String APPLIER = "applier";

    private final Effort effort;
    private final String servers;
    private final Path dir;
    private int files;

    ApplyCost(Effort effort, String servers, Path dir) {
        this.effort = effort;
        this.servers = servers;
        this.dir = dir;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        KafkaFeed feed = KafkaFeed.empty(servers, "apply");
        List<ControlEvent> events = new ArrayList<>();
        progress.begin("filling a feed with " + effort.backlog() + " events");
        try (Sink sink = feed.sink()) {
            while (events.size() < effort.backlog()) {
                List<ControlEvent> batch = events(Math.min(Sink.MAX_BATCH, effort.backlog() - events.size()));
                Appends.append(sink, batch);
                events.addAll(batch);
            }
        }
        progress.begin("applying");
        Contest contest = new Contest();
        contest.enter(APPLIER, () -> applied(feed));
        contest.enter(Contest.FLOOR, () -> floor(events));
        contest.run(effort.rounds());
        return List.of(contest.row("apply a backlog", APPLIER, Measure.rate(effort.backlog())));
    }

    private static List<ControlEvent> events(int count) {
        List<ControlEvent> events = new ArrayList<>();
        for (ControlEvent event : Changes.events(count)) {
            events.add(ControlEvent.builder(event.eventId(), event.type(), event.subject())
                    .tenantId(event.tenantId())
                    .build());
        }
        return events;
    }

    private Samples applied(KafkaFeed feed) throws IOException, InterruptedException {
        Path file = file();
        prepare(file);
        Samples samples = Samples.timed(
                1,
                n -> new Applier(
                                NodeDatabase.at(file),
                                new FeedSources(feed.registry(), KafkaFeed.NAME, feed.settings()),
                                null,
                                new SettingProjection(),
                                ApplierSettings.defaults(),
                                new SimpleMeterRegistry())
                        .catchUp());
        requireApplied(file);
        delete(file);
        return samples;
    }

    private Samples floor(List<ControlEvent> events) throws IOException, InterruptedException {
        Path file = file();
        Samples samples = Samples.timed(1, n -> {
            try (PlainNode node = new PlainNode(file)) {
                node.apply(events);
            }
        });
        delete(file);
        return samples;
    }

    private Path file() {
        return dir.resolve("node-" + files++ + ".db");
    }

    private static void prepare(Path file) throws InterruptedException {
        try {
            NodeSchema.migrate(NodeDatabase.at(file));
            try (Connection connection = NodeDatabase.at(file).connect();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(SettingProjection.TABLE);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(file + " cannot be made", failed);
        }
    }

    private void requireApplied(Path file) {
        try (Connection connection = NodeDatabase.at(file).connectForReading();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM applied_events")) {
            if (count.getInt(1) != effort.backlog()) {
                throw new IllegalStateException(count.getInt(1) + " of " + effort.backlog() + " events were applied");
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(file + " cannot be read", failed);
        }
    }

    private static void delete(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", ".lock")) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
    }
}
