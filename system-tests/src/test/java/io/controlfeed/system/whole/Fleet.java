package io.controlfeed.system.whole;

import io.controlfeed.fault.NodeFile;
import io.controlfeed.kafka.dev.Detour;
import io.controlfeed.kafka.dev.DevKafkaCluster;
import io.controlfeed.kafka.dev.DevKafkaNode;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Three brokers, two pumps on one outbox, three nodes that each have a group, a file and a cache of their own, and an artifact store behind
 * a web server. Each pump and each node has a wire of its own to whatever it connects to.
 */
final class Fleet implements AutoCloseable {
    static final String FEED = "whole";

    private static final int BROKERS = 3;
    private static final List<String> PUMPS = List.of("pump-a", "pump-b");
    private static final List<String> NODES = List.of("node-1", "node-2", "node-3");

    private final Path dir;
    private final Network network = new Network();
    private final Map<String, List<Wire>> toBrokers = new LinkedHashMap<>();
    private final ArtifactServer store;
    private final DevKafkaCluster kafka;
    private final List<Daemon> daemons = new ArrayList<>();

    /**
     * @param scene names its logs
     * @param outbox where it is; its tables are made
     */
    Fleet(String scene, Path dir, String outbox) throws IOException, InterruptedException {
        this.dir = dir;
        store = new ArtifactServer(Files.createDirectory(artifacts()));
        for (String client : PUMPS) {
            toBrokers.put(client, network.layToBrokers(client, BROKERS));
        }
        for (String client : NODES) {
            toBrokers.put(client, network.layToBrokers(client, BROKERS));
        }
        kafka = startKafka();
        try {
            startProduct(scene, outbox);
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    private DevKafkaCluster startKafka() {
        DevKafkaOptions options = DevKafkaOptions.defaults();
        for (Map.Entry<String, List<Wire>> client : toBrokers.entrySet()) {
            options = options.withDetour(new Detour(
                    detour(client.getKey()),
                    client.getValue().stream().map(Wire::port).toList()));
        }
        DevKafkaCluster started = DevKafkaCluster.start(options, BROKERS);
        toBrokers.forEach((client, wires) ->
                started.nodes().forEach(broker -> wires.get(broker.id() - 1).leadTo(broker.behind(detour(client)))));
        return started;
    }

    private static String detour(String client) {
        return client.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private void startProduct(String scene, String outbox) throws IOException, InterruptedException {
        Files.writeString(dir.resolve("tables.sql"), NodeFile.schema());
        Product.run("outbox", "init", "--outbox=" + outbox);
        Product.run(
                "feed",
                "create",
                "--feed-sink=kafka",
                "--feed-name=" + FEED,
                "--kafka-bootstrap-servers=" + kafka.bootstrapServers());
        for (String pump : PUMPS) {
            daemons.add(Daemon.start(scene, pump, pump(pump, outbox)));
        }
        for (String node : NODES) {
            daemons.add(Daemon.start(scene, node, node(node)));
        }
    }

    private List<String> pump(String name, String outbox) throws IOException {
        List<String> line = new ArrayList<>(
                List.of("publish", "--feed-sink=kafka", "--lease=2s", "--outbox=" + seenBy(name, outbox)));
        line.addAll(feed(name));
        return line;
    }

    /** An outbox that is behind a port is reached by a wire. */
    private String seenBy(String pump, String outbox) throws IOException {
        if (!outbox.startsWith("jdbc:")) {
            return outbox;
        }
        URI url = URI.create(outbox.substring("jdbc:".length()));
        Wire wire = network.lay(pump, "outbox");
        wire.leadTo(url.getPort());
        return outbox.replace(url.getAuthority(), "127.0.0.1:" + wire.port());
    }

    private List<String> node(String name) throws IOException {
        Wire toStore = network.lay(name, "store");
        toStore.leadTo(store.port());
        List<String> line = new ArrayList<>(List.of(
                "apply",
                "--feed-source=kafka",
                "--node-db=" + file(name).path(),
                "--node-id=" + name,
                "--node-schema=" + dir.resolve("tables.sql"),
                "--allow-table=" + NodeFile.TABLE,
                "--artifacts=" + dir.resolve(name + "-artifacts"),
                "--artifacts-url=http://127.0.0.1:" + toStore.port(),
                "--artifacts-http-timeout=2"));
        line.addAll(feed(name));
        return line;
    }

    private List<String> feed(String client) {
        String brokers = toBrokers.getOrDefault(client, List.of()).stream()
                .map(wire -> "127.0.0.1:" + wire.port())
                .collect(Collectors.joining(","));
        return List.of("--feed-name=" + FEED, "--kafka-timeout=5", "--kafka-bootstrap-servers=" + brokers);
    }

    /** Where producers put artifacts. */
    Path artifacts() {
        return dir.resolve("artifacts");
    }

    /** The nodes' names, which are their groups', too. */
    static List<String> nodes() {
        return NODES;
    }

    NodeFile file(String node) {
        return new NodeFile(dir.resolve(node + ".db"));
    }

    /** Pumps and nodes. */
    List<Daemon> daemons() {
        return daemons;
    }

    List<DevKafkaNode> brokers() {
        return kafka.nodes();
    }

    DevKafkaCluster kafka() {
        return kafka;
    }

    ArtifactServer store() {
        return store;
    }

    List<Network.Way> ways() {
        return network.ways();
    }

    @Override
    public void close() throws IOException {
        daemons.forEach(Daemon::close);
        kafka.close();
        network.close();
        store.close();
    }
}
