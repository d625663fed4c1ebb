package io.controlfeed.kafka.dev;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A second way to each node, for clients that shall not reach it straight but through something in between, such as a proxy that can be
 * cut. Each node has a listener of this name, in plain text ({@link DevKafkaNode#behind}), and tells who comes by it to connect to the
 * port that is given here.
 *
 * @param advertisedPorts on the loopback interface; one for each node, in their order
 */
public record Detour(String name, List<Integer> advertisedPorts) {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Set<String> OF_OUR_OWN =
            Set.of(ClientListener.NAME, NodeProperties.BROKER, NodeProperties.CONTROLLER);

    public Detour {
        if (!NAME.matcher(name).matches() || OF_OUR_OWN.contains(name)) {
            throw new IllegalArgumentException("a detour is named by capitals, digits and '_', and not as one of "
                    + OF_OUR_OWN + ", but this one is '" + name + "'");
        }
        advertisedPorts = List.copyOf(advertisedPorts);
    }

    void requireNodes(int nodes) {
        if (advertisedPorts.size() != nodes) {
            throw new IllegalArgumentException("the detour " + name + " has " + advertisedPorts.size()
                    + " ports, and there are " + nodes + " nodes: give one for each");
        }
    }
}
