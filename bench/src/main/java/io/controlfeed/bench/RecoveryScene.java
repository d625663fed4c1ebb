package io.controlfeed.bench;

import io.controlfeed.kafka.dev.DevKafkaCluster;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How soon events flow again after a SIGKILL of a pump, of a node and of the leading broker; beside the same by hand, started again at once. */
final class RecoveryScene implements Scene {
    @Override
    public List<Row> run(Effort effort, Path dir, Progress progress) throws IOException, InterruptedException {
        Product product = Product.built(progress);
        progress.begin("starting a Kafka of three brokers");
        try (DevKafkaCluster kafka =
                        DevKafkaCluster.start(DevKafkaOptions.defaults().withDirectory(dir.resolve("kafka")));
                ProductPipeline pipeline = ProductPipeline.start(product, kafka.bootstrapServers(), dir);
                PlainPipeline floor = PlainPipeline.start(kafka.bootstrapServers(), dir)) {
            return new RecoveryTime(effort, kafka, pipeline, floor).measure(progress);
        }
    }
}
