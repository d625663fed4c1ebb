package io.controlfeed.bench;

import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a node and a pump of the product take that have nothing to do; beside bare JVMs with Kafka's clients and SQLite. */
final class FootprintScene implements Scene {
    private static final String PRODUCT = "product";
    /** For each event of a round of other scenes. */
    private static final Duration REST = Duration.ofMillis(100);
    /** A floor that looks at its outbox this seldom needs next to nothing for it. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    @Override
    public List<Row> run(Effort effort, Path dir, Progress progress) throws IOException, InterruptedException {
        Product product = Product.built(progress);
        progress.begin("starting a Kafka");
        try (DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults().withDirectory(dir.resolve("kafka")))) {
            KafkaFeed feed = KafkaFeed.empty(kafka.bootstrapServers(), "idle");
            List<Row> rows = new ArrayList<>();
            progress.begin("an idle node");
            rows.addAll(rows(effort, "idle node", () -> node(product, feed, dir), () -> plainNode(feed, dir)));
            SqliteFile outbox = new SqliteFile(dir, "outbox");
            outbox.withOutbox();
            SqliteFile plain = new SqliteFile(dir, "plain-outbox");
            PlainOutbox.drainable(plain);
            progress.begin("an idle pump");
            rows.addAll(
                    rows(effort, "idle pump", () -> pump(product, feed, outbox), () -> plainPump(feed.topic(), plain)));
            return rows;
        }
    }

    private static List<Row> rows(Effort effort, String what, IdleProcess.Start product, IdleProcess.Start floor)
            throws IOException, InterruptedException {
        IdleProcess idle = new IdleProcess(REST.multipliedBy(effort.seen()));
        Contest contest = new Contest();
        contest.enter(PRODUCT, () -> idle.watch(product));
        contest.enter(Contest.FLOOR, () -> idle.watch(floor));
        contest.run(effort.rounds());
        return List.of(
                contest.row(what + ", start to ready", PRODUCT, IdleProcess.START),
                contest.row(what + ", resident memory", PRODUCT, IdleProcess.MEMORY),
                contest.row(what + ", CPU", PRODUCT, IdleProcess.CPU));
    }

    private static Daemon node(Product product, KafkaFeed feed, Path dir) throws IOException, InterruptedException {
        Service node = product.serve("node", dir, Product.node(feed, dir.resolve("node.db")));
        node.awaitReady();
        return node.daemon();
    }

    private static Daemon pump(Product product, KafkaFeed feed, SqliteFile outbox)
            throws IOException, InterruptedException {
        Service pump = product.serve("pump", outbox.dir(), Product.pump(feed, outbox));
        pump.daemon().await("is to work", () -> pump.is("active"));
        return pump.daemon();
    }

    private static Daemon plainNode(KafkaFeed feed, Path dir) throws IOException, InterruptedException {
        return PlainDaemon.start(
                "plain-node",
                dir,
                PlainDaemon.node(ChildJvm.LIKE_THE_PRODUCT, dir.resolve("plain-node.db"), feed.topic()));
    }

    private static Daemon plainPump(PlainTopic topic, SqliteFile outbox) throws IOException, InterruptedException {
        return PlainDaemon.start(
                "plain-pump", outbox.dir(), PlainDaemon.pump(ChildJvm.LIKE_THE_PRODUCT, outbox, topic, LOOK));
    }
}
