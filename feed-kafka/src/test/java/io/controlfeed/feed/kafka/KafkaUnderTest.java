package io.controlfeed.feed.kafka;

import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

final class KafkaUnderTest {
    static final KafkaUnderTest SHARED = new KafkaUnderTest();
    private final DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults());
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    Admin admin() {
        return admin;
    }

    void stop() {
        kafka.stop();
    }

    void start() {
        kafka.start();
    }
}
