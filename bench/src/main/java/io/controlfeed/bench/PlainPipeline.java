package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The floor of a pipeline, by hand: one loop that publishes, and one that applies. */
final class PlainPipeline implements Pipeline {
    private static final ChildJvm JVM = ChildJvm.withHeap("64m");
    private static final Duration LOOK = Duration.ofMillis(1);

    private final PlainTopic topic;
    private final PlainOutbox outbox;
    private final Path node;
    private final Daemon pump;
    private final Daemon applier;

    private PlainPipeline(PlainTopic topic, PlainOutbox outbox, Path node, Daemon pump, Daemon applier) {
        this.topic = topic;
        this.outbox = outbox;
        this.node = node;
        this.pump = pump;
        this.applier = applier;
    }

    static PlainPipeline start(String servers, Path dir) throws IOException {
        PlainTopic topic = PlainTopic.create(servers, "plain");
        SqliteFile database = new SqliteFile(dir, "plain-outbox");
        PlainOutbox outbox = PlainOutbox.drainable(database);
        Path node = dir.resolve("plain-node.db");
        Daemon pump = Daemon.start("plain-pump", dir, PlainDaemon.pump(JVM, database, topic, LOOK));
        try {
            return new PlainPipeline(
                    topic, outbox, node, pump, Daemon.start("plain-node", dir, PlainDaemon.node(JVM, node, topic)));
        } catch (IOException failed) {
            pump.close();
            throw failed;
        }
    }

    @Override
    public PlainTopic topic() {
        return topic;
    }

    @Override
    public Database database() {
        return outbox.database();
    }

    @Override
    public Backlog.Producer outbox() {
        return outbox;
    }

    @Override
    public Path node() {
        return node;
    }

    @Override
    public List<Daemon> daemons() {
        return List.of(pump, applier);
    }

    @Override
    public Daemon pump() {
        return pump;
    }

    @Override
    public Daemon applier() {
        return applier;
    }

    @Override
    public void awaitWhole() throws IOException, InterruptedException {
        for (Daemon daemon : daemons()) {
            PlainDaemon.awaitWork(daemon);
        }
    }

    @Override
    public void close() {
        daemons().forEach(Daemon::close);
    }
}
