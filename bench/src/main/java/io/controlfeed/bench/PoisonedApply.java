package io.controlfeed.bench;

import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** How many events with rows artifacts a second a node gets done: of many subjects, of one, and with poison among them. */
final class PoisonedApply {
    private static final String MANY = "many subjects";
    private static final String ONE = "one subject";
    private static final String POISON = "poison";

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
            List<ArtifactRef> good = Hostnames.artifacts(store, Hostnames.NAME);
            List<ArtifactRef> bad = Hostnames.artifacts(store, "forbidden");
            Contest contest = new Contest();
            enter(contest, MANY, store, 0, n -> Hostnames.event(n, n, good), progress);
            enter(contest, ONE, store, 0, n -> Hostnames.event(0, n, good), progress);
            enter(
                    contest,
                    POISON,
                    store,
                    events / PoisonScene.ONE_OF,
                    n -> Hostnames.event(n, n, PoisonScene.isPoison(n) ? bad : good),
                    progress);
            progress.begin("apply, one subject and poison");
            contest.run(rounds);
            Measure rate = Measure.rate(events);
            return List.of(
                    contest.rowBeside(MANY, "apply, all events on one subject", ONE, rate),
                    contest.rowBeside(MANY, "apply, one of " + PoisonScene.ONE_OF + " events is poison", POISON, rate));
        }
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
                dir.resolve("poisoned-" + files++ + ".db"), feed, Hostnames.TABLE, Hostnames.projection(), store, true);
        return node.catchUp(events - poison);
    }
}
