package io.controlfeed.bench;

import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a node's applier costs, beside a loop written by hand: from one broker in this JVM into an SQLite file. */
final class ApplyScene implements Scene {
    @Override
    public List<Row> run(Effort effort, Path dir, Progress progress) throws IOException, InterruptedException {
        progress.begin("starting a Kafka, and a PostgreSQL for the peer");
        try (DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults().withDirectory(dir.resolve("kafka")));
                EmbeddedPostgres server = PostgresqlServer.start(dir.resolve("postgresql"))) {
            PostgresqlServer postgresql = new PostgresqlServer(server, "postgres");
            List<Row> rows = new ArrayList<>();
            String servers = kafka.bootstrapServers();
            rows.addAll(new ApplyCost(effort.rounds(), effort.applied(), servers, postgresql, dir).measure(progress));
            rows.addAll(new RowsCost(effort.rounds(), effort.applied(), servers, dir).measure(progress));
            rows.addAll(new ApplyDelay(effort, servers, dir).measure(progress));
            return rows;
        }
    }
}
