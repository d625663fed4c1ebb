package io.controlfeed.bench;

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

/** How many events with rows artifacts a second a node applies that has nothing yet. */
final class RowsCost {
    private static final String APPLIER = "applier";
    private static final String FINGERPRINTS = "fingerprints";

    private final int rounds;
    private final int count;
    private final String servers;
    private final Path dir;
    private final Path artifacts;
    private int files;

    RowsCost(int rounds, int count, String servers, Path dir) {
        this.rounds = rounds;
        this.count = count;
        this.servers = servers;
        this.dir = dir;
        this.artifacts = dir.resolve("artifacts");
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        Map<String, String> place =
                Map.of("artifacts-file-dir", Files.createDirectory(artifacts).toString());
        KafkaFeed feed = KafkaFeed.empty(servers, "apply-rows");
        try (WritableStore store = ArtifactRegistry.load().openWritable("file", place)) {
            List<ControlEvent> events = new ArrayList<>();
            List<ArtifactRef> rows = Hostnames.artifacts(store, Hostnames.NAME);
            try (Sink sink = feed.sink()) {
                Appends.fill(
                        sink,
                        count,
                        n -> {
                            ControlEvent event = Hostnames.event(n, n, rows);
                            events.add(event);
                            return event;
                        },
                        progress);
            }
            progress.begin("applying events with artifacts");
            Contest contest = new Contest();
            contest.enter(APPLIER, () -> applied(feed, store, false));
            contest.enter(FINGERPRINTS, () -> applied(feed, store, true));
            contest.enter(Contest.FLOOR, () -> floor(events));
            contest.run(rounds);
            Measure rate = Measure.rate(count);
            return List.of(
                    contest.row("apply a backlog of rows artifacts", APPLIER, rate),
                    contest.row("apply a backlog of rows artifacts, with fingerprints", FINGERPRINTS, rate));
        }
    }

    private Samples applied(KafkaFeed feed, WritableStore store, boolean fingerprints)
            throws IOException, InterruptedException {
        AppliedNode node =
                AppliedNode.create(file(), feed, Hostnames.TABLE, Hostnames.projection(), store, fingerprints);
        return node.catchUp(count);
    }

    private Samples floor(List<ControlEvent> events) throws IOException, InterruptedException {
        return PlainNode.apply(file(), PlainRows.of(artifacts), events);
    }

    private Path file() {
        return dir.resolve("rows-node-" + files++ + ".db");
    }
}
