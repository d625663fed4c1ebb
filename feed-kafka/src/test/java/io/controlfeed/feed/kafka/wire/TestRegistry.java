package io.controlfeed.feed.kafka.wire;

import java.io.IOException;
import java.net.URI;

/** A schema registry to test against: in this JVM, or with {@code -Dkafka.registry.test=apicurio} a real Apicurio server. */
interface TestRegistry extends AutoCloseable {
    URI url();

    @Override
    void close();

    static TestRegistry start() throws IOException {
        String which = System.getProperty("kafka.registry.test", "built-in");
        return switch (which) {
            case "built-in" -> RegistryServer.plain();
            case "apicurio" -> ApicurioServer.start();
            default ->
                throw new IllegalArgumentException(
                        "kafka.registry.test is '" + which + "': it must be built-in or apicurio");
        };
    }
}
