package io.controlfeed.bench;

import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How soon a commit is on every node of a fleet, all of them in this JVM; beside a fleet written by hand. */
final class FleetScene implements Scene {
    @Override
    public List<Row> run(Effort effort, Path dir, Progress progress) throws IOException, InterruptedException {
        progress.begin("starting a Kafka");
        try (DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults().withDirectory(dir.resolve("kafka")))) {
            List<Row> rows = new ArrayList<>();
            for (int nodes : effort.fleets()) {
                Path place = Files.createDirectory(dir.resolve("fleet-" + nodes));
                rows.addAll(new FleetDelay(effort, kafka.bootstrapServers(), place, nodes).measure(progress));
            }
            return rows;
        }
    }
}
