package io.controlfeed.kafka.dev;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a development Kafka shall be.
 *
 * @param directory where its data lies and stays; if empty, in a temporary directory that goes when it is closed
 * @param port where clients connect; a cluster takes this one and those that follow it; 0 for any that is free
 * @param security how clients connect
 * @param detours other ways to the nodes
 * @param brokerProperties what else the brokers are told, such as {@code message.max.bytes}
 */
public record DevKafkaOptions(
        Optional<Path> directory,
        int port,
        Security security,
        List<Detour> detours,
        Map<String, String> brokerProperties) {

    public DevKafkaOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, or 0 for any that is free, not " + port);
        }
        directory = directory.map(Path::toAbsolutePath);
        detours = List.copyOf(detours);
        brokerProperties = Map.copyOf(brokerProperties);
        NodeProperties.refuseReserved(brokerProperties.keySet());
    }

    /** A temporary directory, a free port, plain text. */
    public static DevKafkaOptions defaults() {
        return new DevKafkaOptions(Optional.empty(), 0, Security.PLAINTEXT, List.of(), Map.of());
    }

    public DevKafkaOptions withDirectory(Path newDirectory) {
        return new DevKafkaOptions(Optional.of(newDirectory), port, security, detours, brokerProperties);
    }

    public DevKafkaOptions withPort(int newPort) {
        return new DevKafkaOptions(directory, newPort, security, detours, brokerProperties);
    }

    public DevKafkaOptions withSecurity(Security newSecurity) {
        return new DevKafkaOptions(directory, port, newSecurity, detours, brokerProperties);
    }

    public DevKafkaOptions withDetour(Detour detour) {
        List<Detour> more = new ArrayList<>(detours);
        more.add(detour);
        return new DevKafkaOptions(directory, port, security, more, brokerProperties);
    }

    public DevKafkaOptions withBrokerProperty(String key, String value) {
        Map<String, String> more = new HashMap<>(brokerProperties);
        more.put(key, value);
        return new DevKafkaOptions(directory, port, security, detours, more);
    }
}
