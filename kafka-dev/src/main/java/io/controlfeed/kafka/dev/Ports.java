package io.controlfeed.kafka.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The ports of one node: for clients, for the other brokers, for the quorum, and behind each detour. A quorum has to know them before
 * its nodes are started.
 */
record Ports(int client, int broker, int controller, List<Integer> detours) {
    static final String HOST = "127.0.0.1";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    // Below those that systems give to outgoing connections: nobody gets the port of a node that is down just by
    // connecting somewhere, least of all a client that tries to connect to that very node.
    private static final int LOWEST_FREE = 20_000;
    private static final int HIGHEST_FREE = 32_767;

    /** Ports for some nodes; their client ports ascend from the given one, or are any that are free if that is 0. */
    static List<Ports> choose(int nodes, int firstClientPort, int detours) {
        Set<Integer> taken = new HashSet<>();
        List<Integer> clients = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            clients.add(firstClientPort == 0 ? free(taken) : given(firstClientPort + node, taken));
        }
        return clients.stream()
                .map(client -> new Ports(client, free(taken), free(taken), free(taken, detours)))
                .toList();
    }

    private static int given(int port, Set<Integer> taken) {
        if (!isFree(port)) {
            throw new DevKafkaException(
                    "port " + port + " of " + HOST + " is in use",
                    "end the process that listens there, or choose another port; 0 is any that is free");
        }
        taken.add(port);
        return port;
    }

    private static List<Integer> free(Set<Integer> taken, int count) {
        return Stream.generate(() -> free(taken)).limit(count).toList();
    }

    private static int free(Set<Integer> taken) {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(LOWEST_FREE, HIGHEST_FREE + 1);
        } while (taken.contains(port) || !isFree(port));
        taken.add(port);
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket bound = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
            return bound.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }
}
