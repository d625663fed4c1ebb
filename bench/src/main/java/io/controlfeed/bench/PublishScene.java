package io.controlfeed.bench;

import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaCluster;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the outbox and the pump cost, on SQLite and on PostgreSQL, beside a loop written by hand: into one broker in this JVM, and into three. */
final class PublishScene implements Scene {
    @Override
    public List<Row> run(Effort effort, Path dir, Progress progress) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>(intoOne(effort, dir, progress));
        rows.addAll(intoThree(effort, Files.createDirectory(dir.resolve("three")), progress));
        return rows;
    }

    private static List<Row> intoOne(Effort effort, Path dir, Progress progress)
            throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        progress.begin("starting a Kafka and a PostgreSQL");
        try (DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults().withDirectory(dir.resolve("kafka")));
                EmbeddedPostgres postgres = PostgresqlServer.start(dir.resolve("postgresql"))) {
            String servers = kafka.bootstrapServers();
            List<Database> databases = databases(dir, postgres);
            for (Database database : databases) {
                rows.addAll(new DrainCost(effort, servers, database, "").measure(progress));
            }
            for (Database database : databases) {
                rows.addAll(new CommitDelay(effort, servers, database).measure(progress));
            }
            for (Database database : databases) {
                rows.addAll(new EnqueueCost(effort, database).measure(progress));
            }
        }
        return rows;
    }

    /** Each in a JVM of its own; a record has three copies, of which two must be there. */
    private static List<Row> intoThree(Effort effort, Path dir, Progress progress)
            throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        progress.begin("starting a Kafka of three brokers and a PostgreSQL");
        try (DevKafkaCluster kafka =
                        DevKafkaCluster.start(DevKafkaOptions.defaults().withDirectory(dir.resolve("kafka")));
                EmbeddedPostgres postgres = PostgresqlServer.start(dir.resolve("postgresql"))) {
            for (Database database : databases(dir, postgres)) {
                rows.addAll(
                        new DrainCost(effort, kafka.bootstrapServers(), database, ", three brokers").measure(progress));
            }
        }
        return rows;
    }

    private static List<Database> databases(Path dir, EmbeddedPostgres postgres) {
        return List.of(new SqliteFile(dir, "sqlite"), new PostgresqlServer(postgres, "postgres"));
    }
}
