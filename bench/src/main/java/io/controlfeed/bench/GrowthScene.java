package io.controlfeed.bench;

import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What must cost the same whatever was published and applied before, with a history of 1, 10 and 100 times a size. */
final class GrowthScene implements Scene {
    @Override
    public List<Row> run(Effort effort, Path dir, Progress progress) throws IOException, InterruptedException {
        History history = History.of(effort);
        progress.begin("starting a Kafka");
        try (DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults().withDirectory(dir.resolve("kafka")))) {
            List<Row> rows = new ArrayList<>();
            rows.addAll(new GrownOutbox(effort, history, kafka.bootstrapServers(), dir).measure(progress));
            rows.addAll(new GrownNode(effort, history, kafka.bootstrapServers(), dir).measure(progress));
            return rows;
        }
    }
}
