package io.controlfeed.bench;

import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the outbox and the pump cost, on SQLite and on PostgreSQL, beside a loop written by hand: into one broker in this JVM. */
final class PublishScene implements Scene {
    @Override
    public List<Row> run(Effort effort, Path dir, Progress progress) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        progress.begin("starting a Kafka and a PostgreSQL");
        try (DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults().withDirectory(dir.resolve("kafka")));
                EmbeddedPostgres postgres = PostgresqlServer.start(dir.resolve("postgresql"))) {
            String servers = kafka.bootstrapServers();
            List<Database> databases =
                    List.of(new SqliteFile(dir, "sqlite"), new PostgresqlServer(postgres, "postgres"));
            for (Database database : databases) {
                rows.addAll(new DrainCost(effort, servers, database).measure(progress));
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
}
