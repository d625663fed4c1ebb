package io.controlfeed.bench;

import java.util.ArrayList;
import java.util.List;

/** Nodes that follow one feed, each in threads of its own: an event is there when the last of them has it. */
final class Fleet implements AutoCloseable, SteadyCommits.Had {
    private final List<Arrivals> arrivals = new ArrayList<>();
    private final List<Background> running = new ArrayList<>();

    /** Starts one node; it tells what it has applied. */
    interface Node {
        Background start(int number, Arrivals applied) throws InterruptedException;
    }

    static Fleet start(int nodes, Node node) throws InterruptedException {
        Fleet fleet = new Fleet();
        try {
            for (int number = 0; number < nodes; number++) {
                Arrivals applied = new Arrivals();
                fleet.running.add(node.start(number, applied));
                fleet.arrivals.add(applied);
            }
            return fleet;
        } catch (RuntimeException | InterruptedException failed) {
            fleet.close();
            throw failed;
        }
    }

    /** When the last node had the next event. */
    @Override
    public long next() throws InterruptedException {
        long last = Long.MIN_VALUE;
        for (Arrivals applied : arrivals) {
            last = Math.max(last, applied.next());
        }
        return last;
    }

    @Override
    public void close() {
        Background.endAll(running);
    }
}
