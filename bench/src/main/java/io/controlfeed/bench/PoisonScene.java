package io.controlfeed.bench;

import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What one subject for all events costs, and what poison among them does; beside the same with neither. */
final class PoisonScene implements Scene {
    /** Of so many, one is poison. */
    static final int ONE_OF = 10;
    /** Of a backlog of other scenes: artifacts are files, and large rows are large. */
    private static final int SHARE = 4;

    @Override
    public List<Row> run(Effort effort, Path dir, Progress progress) throws IOException, InterruptedException {
        int events = Math.max(2 * ONE_OF, effort.backlog() / SHARE);
        progress.begin("starting a Kafka");
        try (DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults().withDirectory(dir.resolve("kafka")))) {
            List<Row> rows = new ArrayList<>();
            rows.addAll(new PoisonedDrain(effort.rounds(), events, kafka.bootstrapServers(), dir).measure(progress));
            rows.addAll(new PoisonedApply(effort.rounds(), events, kafka.bootstrapServers(), dir).measure(progress));
            return rows;
        }
    }

    static boolean isPoison(int n) {
        return n % ONE_OF == ONE_OF - 1;
    }
}
