package io.controlfeed.bench;

import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How soon a node that has nothing has everything: by the whole feed in a small heap, and by a snapshot. */
final class NewNodeScene implements Scene {
    @Override
    public List<Row> run(Effort effort, Path dir, Progress progress) throws IOException, InterruptedException {
        progress.begin("starting a Kafka");
        try (DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults().withDirectory(dir.resolve("kafka")))) {
            KafkaFeed feed = KafkaFeed.filled(kafka.bootstrapServers(), effort.largest(), Changes::bare, progress);
            List<Row> rows = new ArrayList<>();
            rows.add(new CatchUpCost(effort, feed, dir).measure(progress));
            rows.addAll(new BootstrapCost(effort, feed, dir).measure(progress));
            return rows;
        }
    }
}
