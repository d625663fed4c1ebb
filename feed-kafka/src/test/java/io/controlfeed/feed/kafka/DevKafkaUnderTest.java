package io.controlfeed.feed.kafka;

import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Kafka in this JVM. */
final class DevKafkaUnderTest implements KafkaUnderTest {
    private final DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults());
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public Admin admin() {
        return admin;
    }

    @Override
    public void stop() {
        kafka.stop();
    }

    @Override
    public void start() {
        kafka.start();
    }
}
