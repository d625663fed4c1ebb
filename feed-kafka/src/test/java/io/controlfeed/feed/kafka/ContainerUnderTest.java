package io.controlfeed.feed.kafka;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka in a container, of the version of the clients. It is paused for an outage: a stopped one would come back on another port. */
final class ContainerUnderTest implements KafkaUnderTest {
    private static final String IMAGE = "apache/kafka:" + AppInfoParser.getVersion();

    /** Removed by Testcontainers when this JVM ends. */
    private final KafkaContainer kafka = started();

    private final Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.getBootstrapServers()));

    @SuppressWarnings("resource") // the tests share it to the end
    private static KafkaContainer started() {
        try {
            KafkaContainer container = new KafkaContainer(IMAGE)
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                    .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
            container.start();
            return container;
        } catch (RuntimeException unreachable) {
            throw new IllegalStateException(
                    "-Dfeed.kafka.test=testcontainers cannot run " + IMAGE + ": " + unreachable.getMessage()
                            + ". Start Docker, or leave the property out: then the tests run on kafka-dev.",
                    unreachable);
        }
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public Admin admin() {
        return admin;
    }

    @Override
    public void stop() {
        kafka.getDockerClient().pauseContainerCmd(kafka.getContainerId()).exec();
    }

    @Override
    public void start() {
        kafka.getDockerClient().unpauseContainerCmd(kafka.getContainerId()).exec();
    }
}
