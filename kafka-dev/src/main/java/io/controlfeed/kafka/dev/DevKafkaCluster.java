package io.controlfeed.kafka.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A real Kafka of several nodes on this machine, each broker and controller in a JVM of its own that can be killed. Topics
 * have three copies, of which one may be missing. No node outlives this JVM, however it ends.
 */
public final class DevKafkaCluster implements LocalKafka {
    private static final int NODES = 3;

    private final ClusterPlan plan;
    private final List<DevKafkaNode> nodes;

    private DevKafkaCluster(ClusterPlan plan) throws PortTaken {
        this.plan = plan;
        this.nodes = IntStream.rangeClosed(1, plan.nodes())
                .mapToObj(id -> new DevKafkaNode(plan, id))
                .toList();
        awaitAll();
    }

    /** Starts three nodes; returns when clients can use all of them. */
    public static DevKafkaCluster start(DevKafkaOptions options) {
        return start(options, NODES);
    }

    /** Starts as many nodes; returns when clients can use all of them. */
    public static DevKafkaCluster start(DevKafkaOptions options, int nodes) {
        if (nodes < 1) {
            throw new IllegalArgumentException("a cluster has 1 node or more, not " + nodes);
        }
        return ClusterPlan.carryOut(options, nodes, DevKafkaCluster::new);
    }

    /** Starts all nodes that are not alive. */
    @Override
    public void start() {
        nodes.forEach(DevKafkaNode::begin);
        try {
            awaitAll();
        } catch (PortTaken taken) {
            throw taken.forGood();
        }
    }

    private void awaitAll() throws PortTaken {
        try {
            for (DevKafkaNode node : nodes) {
                node.awaitReady();
            }
        } catch (PortTaken | RuntimeException failed) {
            stop();
            throw failed;
        }
    }

    /**
     * Kills all nodes. Not in good order, because the last ones would wait in vain for a majority that lets them go.
     */
    @Override
    public void stop() {
        nodes.forEach(DevKafkaNode::kill);
    }

    @Override
    public String bootstrapServers() {
        return plan.bootstrapServers();
    }

    @Override
    public Map<String, String> clientProperties() {
        return plan.clientProperties();
    }

    /** Its nodes; the first has the id 1. */
    public List<DevKafkaNode> nodes() {
        return nodes;
    }

    @Override
    public Path directory() {
        return plan.directory().path();
    }

    @Override
    public void close() {
        stop();
        plan.directory().close();
    }
}
