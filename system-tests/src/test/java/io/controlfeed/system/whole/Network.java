package io.controlfeed.system.whole;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All wires of a fleet, and the ways that they make. */
final class Network implements AutoCloseable {
    private final List<Way> ways = new ArrayList<>();

    /** What can be cut at once: one wire, or several of one client. */
    record Way(String name, List<Wire> wires) {
        void cut() {
            wires.forEach(Wire::cut);
        }

        void silence() {
            wires.forEach(Wire::silence);
        }

        void delay(Duration each) {
            wires.forEach(wire -> wire.delay(each));
        }

        void heal() {
            wires.forEach(Wire::heal);
        }
    }

    Wire lay(String from, String to) throws IOException {
        Wire wire = new Wire();
        ways.add(new Way(from + " to " + to, List.of(wire)));
        return wire;
    }

    /** One to each broker; all of them together are a way, too. */
    List<Wire> layToBrokers(String from, int brokers) throws IOException {
        List<Wire> wires = new ArrayList<>();
        for (int broker = 1; broker <= brokers; broker++) {
            wires.add(lay(from, "broker-" + broker));
        }
        ways.add(new Way(from + " to all brokers", wires));
        return wires;
    }

    List<Way> ways() {
        return ways;
    }

    @Override
    public void close() throws IOException {
        for (Way way : ways) {
            for (Wire wire : way.wires()) {
                wire.close();
            }
        }
    }
}
