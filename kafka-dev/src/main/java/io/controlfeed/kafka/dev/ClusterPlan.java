package io.controlfeed.kafka.dev;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** What the nodes of one Kafka agree on. Nodes are numbered from 1. */
record ClusterPlan(
        KafkaDirectory directory,
        List<Ports> ports,
        ClientListener clients,
        List<Detour> detours,
        Map<String, String> moreProperties) {
    private static final int ATTEMPTS = 10;

    /** How a Kafka is started by a plan. */
    interface Start<T extends LocalKafka> {
        T by(ClusterPlan plan) throws PortTaken;
    }

    /** Opens the directory, makes a plan and starts by it; makes another one if somebody was quicker to take a port. */
    static <T extends LocalKafka> T carryOut(DevKafkaOptions options, int nodes, Start<T> start) {
        options.detours().forEach(detour -> detour.requireNodes(nodes));
        KafkaDirectory directory = KafkaDirectory.open(options.directory(), nodes);
        try {
            ClientListener clients = ClientListener.make(options.security(), directory.path());
            for (int attempt = 1; ; attempt++) {
                List<Ports> ports =
                        Ports.choose(nodes, options.port(), options.detours().size());
                try {
                    T kafka = start.by(
                            new ClusterPlan(directory, ports, clients, options.detours(), options.brokerProperties()));
                    directory.closeAtExit(kafka);
                    return kafka;
                } catch (PortTaken taken) {
                    if (attempt == ATTEMPTS) {
                        throw taken.forGood();
                    }
                }
            }
        } catch (RuntimeException | Error failed) {
            directory.close();
            throw failed;
        }
    }

    int nodes() {
        return ports.size();
    }

    Properties properties(int id) {
        return NodeProperties.of(id, directory.node(id).resolve("data"), this);
    }

    String bootstrapServer(int id) {
        return Ports.HOST + ":" + ports.get(id - 1).client();
    }

    /** Where a node really listens for those who come by a detour. */
    int behind(int id, String detour) {
        for (int i = 0; i < detours.size(); i++) {
            if (detours.get(i).name().equals(detour)) {
                return ports.get(id - 1).detours().get(i);
            }
        }
        throw new IllegalArgumentException("there is no detour '" + detour + "', but " + detours);
    }

    String bootstrapServers() {
        return ports.stream().map(node -> Ports.HOST + ":" + node.client()).collect(Collectors.joining(","));
    }

    Map<String, String> clientProperties() {
        Map<String, String> all = new HashMap<>(clients.clientProperties());
        all.put("bootstrap.servers", bootstrapServers());
        return Map.copyOf(all);
    }
}
