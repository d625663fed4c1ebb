package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.applier.projection.ProjectionRegistry;
import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** How many events with rows artifacts a second a node gets done: of many subjects, of one, and with poison among them. */
final class PoisonedApply {
    private static final String MANY = "many subjects";
    private static final String ONE = "one subject";
    private static final String POISON = "poison";
    private static final String TABLE = "CREATE TABLE hostname (name TEXT PRIMARY KEY, tenant TEXT NOT NULL) STRICT";
    private static final int ARTIFACTS = 1_000;

    private final int rounds;
    private final int events;
    private final String servers;
    private final Path dir;
    private int files;

    PoisonedApply(int rounds, int events, String servers, Path dir) {
        this.rounds = rounds;
        this.events = events;
        this.servers = servers;
        this.dir = dir;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        Map<String, String> place = Map.of(
                "artifacts-file-dir",
                Files.createDirectory(dir.resolve("artifacts")).toString());
        try (WritableStore store = ArtifactRegistry.load().openWritable("file", place)) {
            List<ArtifactRef> good = artifacts(store, "hostname");
            List<ArtifactRef> bad = artifacts(store, "forbidden");
            Contest contest = new Contest();
            enter(contest, MANY, store, 0, n -> event(n, n, good), progress);
            enter(contest, ONE, store, 0, n -> event(0, n, good), progress);
            enter(
                    contest,
                    POISON,
                    store,
                    events / PoisonScene.ONE_OF,
                    n -> event(n, n, PoisonScene.isPoison(n) ? bad : good),
                    progress);
            progress.begin("apply, one subject and poison");
            contest.run(rounds);
            Measure rate = Measure.rate(events);
            return List.of(
                    contest.rowBeside(MANY, "apply, all events on one subject", ONE, rate),
                    contest.rowBeside(MANY, "apply, one of " + PoisonScene.ONE_OF + " events is poison", POISON, rate));
        }
    }

    private static List<ArtifactRef> artifacts(WritableStore store, String table) throws InterruptedException {
        List<ArtifactRef> artifacts = new ArrayList<>();
        for (int n = 0; n < ARTIFACTS; n++) {
            String rows = "{\"changes\":[{\"table\":\"" + table + "\",\"op\":\"upsert\",\"pk\":[\"name\"],"
                    + "\"rows\":[{\"name\":\"www-" + n + ".example.com\",\"tenant\":\"tenant-" + n % 100 + "\"}]}]}";
            artifacts.add(store.put(rows.getBytes(UTF_8)));
        }
        return artifacts;
    }

    private static ControlEvent event(int subject, int n, List<ArtifactRef> artifacts) {
        return ControlEvent.builder(
                        ControlEvent.newEventId(), "hostname.updated", "hostname/www-" + subject + ".example.com")
                .artifact(artifacts.get(n % artifacts.size()))
                .build();
    }

    private void enter(
            Contest contest,
            String name,
            WritableStore store,
            int poison,
            IntFunction<ControlEvent> event,
            Progress progress) {
        KafkaFeed feed = KafkaFeed.empty(servers, "apply-" + name.replace(' ', '-'));
        try (Sink sink = feed.sink()) {
            Appends.fill(sink, events, event, progress);
        }
        contest.enter(name, () -> applied(feed, store, poison));
    }

    private Samples applied(KafkaFeed feed, WritableStore store, int poison) throws IOException, InterruptedException {
        AppliedNode node = AppliedNode.create(
                dir.resolve("poisoned-" + files++ + ".db"),
                feed,
                TABLE,
                ProjectionRegistry.load().open("rows", Map.of("allow-table", "hostname")),
                store,
                true);
        Samples samples = Samples.timed(1, n -> node.applier().catchUp());
        node.requireApplied(events - poison);
        node.delete();
        return samples;
    }
}
