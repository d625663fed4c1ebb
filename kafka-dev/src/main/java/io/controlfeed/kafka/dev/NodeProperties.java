package io.controlfeed.kafka.dev;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a node is told, as its server.properties. */
final class NodeProperties {
    static final String CONTROLLER = "CONTROLLER";

    static final String BROKER = "BROKER";

    private static final String PLAIN = ":PLAINTEXT";
    private static final Set<String> RESERVED = Set.of(
            "process.roles",
            "node.id",
            "broker.id",
            "listeners",
            "advertised.listeners",
            "listener.security.protocol.map",
            "inter.broker.listener.name",
            "security.inter.broker.protocol",
            "controller.listener.names",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers",
            "log.dir",
            "log.dirs",
            "metadata.log.dir");

    private NodeProperties() {}

    /** Refuses to be told what all nodes have to agree on. */
    static void refuseReserved(Collection<String> keys) {
        List<String> refused = keys.stream().filter(RESERVED::contains).sorted().toList();
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("the broker properties " + String.join(", ", refused)
                    + " are set by kafka-dev itself; choose port, directory and security by the options for them");
        }
    }

    /** The properties of one node of a cluster whose nodes are numbered from 1. */
    static Properties of(int id, Path data, ClusterPlan plan) {
        List<Ports> cluster = plan.ports();
        Properties all = new Properties();
        all.putAll(place(id, data, cluster));
        all.putAll(listeners(id, plan));
        all.putAll(replication(cluster.size()));
        all.putAll(SMALL);
        all.putAll(cluster.size() == 1 ? Map.of() : QUICK_FAIL_OVER);
        all.putAll(plan.clients().brokerProperties());
        all.putAll(plan.moreProperties());
        return all;
    }

    private static Map<String, String> place(int id, Path data, List<Ports> cluster) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "" + id,
                "log.dirs",
                data.toString(),
                "controller.quorum.voters",
                voters(cluster));
    }

    private static Map<String, String> listeners(int id, ClusterPlan plan) {
        Ports own = plan.ports().get(id - 1);
        List<String> bound =
                new ArrayList<>(List.of(listener(ClientListener.NAME, own.client()), listener(BROKER, own.broker())));
        List<String> advertised = new ArrayList<>(bound);
        List<String> security = new ArrayList<>(
                List.of(ClientListener.NAME + ":" + plan.clients().security(), BROKER + PLAIN, CONTROLLER + PLAIN));
        for (int i = 0; i < plan.detours().size(); i++) {
            Detour detour = plan.detours().get(i);
            bound.add(listener(detour.name(), own.detours().get(i)));
            advertised.add(listener(detour.name(), detour.advertisedPorts().get(id - 1)));
            security.add(detour.name() + PLAIN);
        }
        bound.add(listener(CONTROLLER, own.controller()));
        return Map.of(
                "listeners",
                String.join(",", bound),
                "advertised.listeners",
                String.join(",", advertised),
                "listener.security.protocol.map",
                String.join(",", security),
                "inter.broker.listener.name",
                BROKER,
                "controller.listener.names",
                CONTROLLER);
    }

    private static String listener(String name, int port) {
        return name + "://" + Ports.HOST + ":" + port;
    }

    private static String voters(List<Ports> cluster) {
        return IntStream.rangeClosed(1, cluster.size())
                .mapToObj(
                        id -> id + "@" + Ports.HOST + ":" + cluster.get(id - 1).controller())
                .collect(Collectors.joining(","));
    }

    /** Three copies, of which one may be missing; as many as there are in smaller clusters. */
    private static Map<String, String> replication(int nodes) {
        String copies = "" + Math.min(nodes, 3);
        String needed = nodes < 3 ? "1" : "2";
        return Map.of(
                "default.replication.factor", copies,
                "min.insync.replicas", needed,
                "offsets.topic.replication.factor", copies,
                "transaction.state.log.replication.factor", copies,
                "transaction.state.log.min.isr", needed,
                "share.coordinator.state.topic.replication.factor", copies,
                "share.coordinator.state.topic.min.isr", needed);
    }

    /** A few clients and little memory; topics are made on purpose, and a group need not wait for more members. */
    private static final Map<String, String> SMALL = Map.of(
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.num.partitions", "1",
            "num.network.threads", "1",
            "num.io.threads", "2",
            "background.threads", "2",
            "log.cleaner.dedupe.buffer.size", "2097152");

    private static final Map<String, String> QUICK_FAIL_OVER = Map.of(
            "controller.quorum.election.timeout.ms", "300",
            "controller.quorum.fetch.timeout.ms", "1000",
            "broker.session.timeout.ms", "3000",
            "broker.heartbeat.interval.ms", "500",
            "replica.lag.time.max.ms", "5000");
}
