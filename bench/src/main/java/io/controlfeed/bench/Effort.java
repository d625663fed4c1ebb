package io.controlfeed.bench;

import java.util.List;

/**
 * How much is done in a run.
 *
 * @param rounds how often everything is measured, after one round that does not count
 * @param sizes how many events the feeds hold on which the cost must stay flat, ascending
 * @param batches the batch sizes of an append, ascending
 * @param durableEvents about how many events one round appends durably; at least one batch
 * @param events about how many events one round appends otherwise; at least one batch
 * @param polls how many idle polls make a round
 * @param single how often a round does what is dear: opens a source, or appends to a feed of a certain size
 * @param seen how many events one round sends one after the other to whoever waits for them
 * @param backlog how many events one round drains from an outbox
 * @param applied how many events one round brings into a node's file
 * @param fleets how many nodes the fleets have
 */
record Effort(
        int rounds,
        List<Integer> sizes,
        List<Integer> batches,
        int durableEvents,
        int events,
        int polls,
        int single,
        int seen,
        int backlog,
        int applied,
        List<Integer> fleets) {

    private static final int PUBLISHED_FOR_EACH = 25;

    static final Effort FULL = new Effort(
            7,
            List.of(1_000, 100_000, 1_000_000),
            List.of(1, 100, 1_000),
            100,
            3_000,
            2_000,
            100,
            100,
            200_000,
            500_000,
            List.of(1, 10, 50));

    /** How many events the largest feed holds. */
    int largest() {
        return sizes.get(sizes.size() - 1);
    }

    /** How many rows were published before from an outbox that must not become slower by that. */
    int published() {
        return PUBLISHED_FOR_EACH * backlog;
    }

    /** The same with feeds and backlogs of at most so many events. */
    Effort atMost(int most) {
        List<Integer> fewer =
                sizes.stream().map(size -> Math.min(size, most)).distinct().toList();
        return new Effort(
                rounds,
                fewer,
                batches,
                durableEvents,
                events,
                polls,
                single,
                seen,
                Math.min(backlog, most),
                Math.min(applied, most),
                fleets);
    }

    Effort withRounds(int otherRounds) {
        return new Effort(
                otherRounds, sizes, batches, durableEvents, events, polls, single, seen, backlog, applied, fleets);
    }
}
