package io.controlfeed.feed.kafka;

import org.apache.kafka.clients.admin.Admin;

/**
 * The Kafka of one broker that the tests share. Which one it is says the property {@code feed.kafka.test}, and nothing else: what
 * cannot be reached fails the tests. Tests of several brokers, or of TLS, have a kafka-dev of their own.
 */
interface KafkaUnderTest {
    KafkaUnderTest SHARED = chosen();

    String bootstrapServers();

    Admin admin();

    /** Puts it out of reach. */
    void stop();

    /** Brings it back, with its data and at the same address. */
    void start();

    private static KafkaUnderTest chosen() {
        String choice = System.getProperty("feed.kafka.test", "kafka-dev");
        return switch (choice) {
            case "kafka-dev" -> new DevKafkaUnderTest();
            case "testcontainers" -> new ContainerUnderTest();
            default ->
                throw new IllegalArgumentException(
                        "-Dfeed.kafka.test=" + choice + ": it is kafka-dev or testcontainers");
        };
    }
}
