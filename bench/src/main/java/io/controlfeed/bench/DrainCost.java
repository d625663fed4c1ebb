package io.controlfeed.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many events a second a pump brings from an outbox into a topic: from an empty table, and from a full one. */
final class DrainCost {
    private static final String FRESH = "fresh";
    private static final String FULL = "full";

    private final Effort effort;
    private final String servers;
    private final Database database;
    private final String brokers;

    /** @param brokers how many, in words, where it is more than one */
    DrainCost(Effort effort, String servers, Database database, String brokers) {
        this.effort = effort;
        this.servers = servers;
        this.database = database;
        this.brokers = brokers;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        PublishedOutbox fresh = outbox(FRESH);
        PlainOutbox plain = PlainOutbox.drainable(database.empty("drain_plain"));
        PlainTopic topic = PlainTopic.create(servers, topic("plain"));
        progress.begin(what());
        Contest contest = new Contest();
        contest.enter(FRESH, () -> {
            fresh.clear();
            return drained(fresh);
        });
        if (isHistoryAsked()) {
            PublishedOutbox full = outbox(FULL);
            full.fillPublished(effort.published(), progress);
            contest.enter(FULL, () -> drained(full));
        }
        contest.enter(Contest.FLOOR, () -> {
            plain.fill(effort.backlog());
            return timed(effort.backlog(), () -> drain(plain, topic));
        });
        try (Peers peers = Peers.of(database, servers, "drain")) {
            for (Peer peer : peers.list()) {
                int events = peer.share(effort.backlog());
                contest.enter(
                        peer.name(), () -> new Samples(peer.drained(events).mean() / events));
            }
            contest.run(effort.rounds());
            return rows(contest, peers);
        }
    }

    private List<Row> rows(Contest contest, Peers peers) {
        String what = what();
        String published = String.format(Locale.ROOT, ", beside %,d published rows", effort.published());
        Measure rate = Measure.rate(1);
        List<Row> rows = new ArrayList<>();
        rows.add(contest.row(what, FRESH, rate));
        if (isHistoryAsked()) {
            rows.add(contest.row(what + published, FULL, rate, FRESH));
        }
        for (Peer peer : peers.list()) {
            rows.add(contest.row(what + ", by " + peer.name(), peer.name(), rate));
        }
        return rows;
    }

    /** What was published long ago is the database's matter, whatever brokers there are. */
    private boolean isHistoryAsked() {
        return brokers.isEmpty();
    }

    private String what() {
        return "drain, " + database.name() + brokers;
    }

    private PublishedOutbox outbox(String name) {
        return PublishedOutbox.create(database.empty("drain_" + name), KafkaFeed.empty(servers, topic(name)));
    }

    private String topic(String name) {
        return database.name() + "-drain-" + name;
    }

    private Samples drained(PublishedOutbox outbox) throws IOException, InterruptedException {
        outbox.fill(effort.backlog());
        Samples samples = timed(effort.backlog(), outbox::drain);
        outbox.requireDrained();
        return samples;
    }

    /** From opening what it needs to the last event. */
    private static void drain(PlainOutbox outbox, PlainTopic topic) throws InterruptedException {
        try (PlainPump pump = new PlainPump(outbox.database(), topic)) {
            pump.drain();
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** The nanoseconds of one event. */
    private static Samples timed(int events, Work work) throws IOException, InterruptedException {
        Samples whole = Samples.timed(1, n -> work.run());
        return new Samples(whole.mean() / events);
    }
}
