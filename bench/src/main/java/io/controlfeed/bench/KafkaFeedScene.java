package io.controlfeed.bench;

import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the feed in a Kafka topic costs, beside Kafka's own clients used by hand, on one broker in this JVM. */
final class KafkaFeedScene implements Scene {
    @Override
    public List<Row> run(Effort effort, Path dir, Progress progress) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        progress.begin("starting a Kafka");
        try (DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults().withDirectory(dir.resolve("kafka")))) {
            String servers = kafka.bootstrapServers();
            rows.addAll(new KafkaAppendCost(effort, servers).measure(progress));
            List<KafkaFeed> feeds = new ArrayList<>();
            for (int size : effort.sizes()) {
                feeds.add(KafkaFeed.filled(servers, size, Changes::event, progress));
            }
            rows.addAll(new KafkaReadCost(effort, feeds.get(feeds.size() - 1)).measure(progress));
            rows.addAll(new KafkaOpenCost(effort, feeds).measure(progress));
        }
        return rows;
    }
}
