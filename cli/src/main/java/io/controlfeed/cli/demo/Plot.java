package io.controlfeed.cli.demo;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What happens, and when.
 *
 * @param events how many are committed, the first and the poisonous one among them
 * @param rate how many of them in a second
 */
record Plot(int events, int nodes, int rate) {
    static final int FEWEST_EVENTS = 20;
    static final int MOST_EVENTS = 1_000_000;
    static final int MOST_NODES = 20;
    static final int HIGHEST_RATE = 100_000;

    Plot {
        require(events >= FEWEST_EVENTS && events <= MOST_EVENTS, "--events", events, FEWEST_EVENTS, MOST_EVENTS);
        require(nodes >= 1 && nodes <= MOST_NODES, "--nodes", nodes, 1, MOST_NODES);
        require(rate >= 1 && rate <= HIGHEST_RATE, "--rate", rate, 1, HIGHEST_RATE);
    }

    private static void require(boolean right, String flag, int value, int least, int most) {
        if (!right) {
            throw new IllegalArgumentException(
                    String.format("%s is %d: it must be %d to %,d", flag, value, least, most));
        }
    }

    List<String> nodeNames() {
        return IntStream.rangeClosed(1, nodes).mapToObj(i -> "node-" + i).toList();
    }

    /** Which node is killed: one in the middle. */
    int victim() {
        return nodes / 2;
    }

    /** Which event can be applied by no node. */
    int poisonous() {
        return events / 4;
    }

    /** Before which event the node is killed. */
    int killing() {
        return events / 2;
    }

    /** Before which event it is started again. */
    int comeback() {
        return killing() + events / 10;
    }
}
