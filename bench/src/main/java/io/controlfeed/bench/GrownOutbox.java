package io.controlfeed.bench;

import io.controlfeed.feed.Sink;
import io.controlfeed.publisher.outbox.PumpStore;
import io.controlfeed.publisher.pump.Pump;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A pump that is at work, on an outbox and a topic with a history: what it publishes, and a look that finds nothing. */
final class GrownOutbox {
    private final Effort effort;
    private final History history;
    private final String servers;
    private final Path dir;

    GrownOutbox(Effort effort, History history, String servers, Path dir) {
        this.effort = effort;
        this.history = history;
        this.servers = servers;
        this.dir = dir;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        List<PublishedOutbox> outboxes = new ArrayList<>();
        for (int size : history.sizes()) {
            progress.begin("publishing a history of " + size + " events");
            PublishedOutbox outbox = PublishedOutbox.create(
                    new SqliteFile(dir, "grown-" + size), KafkaFeed.empty(servers, "grown-" + size));
            outbox.fill(size);
            outbox.drain();
            outbox.requireDrained();
            outboxes.add(outbox);
        }
        PlainOutbox plain = PlainOutbox.drainable(new SqliteFile(dir, "plain"));
        List<Row> rows = new ArrayList<>();
        try (PlainPump pump = new PlainPump(plain.database(), PlainTopic.create(servers, "plain"))) {
            progress.begin("publish, with a history");
            rows.addAll(publish(outboxes, plain, pump));
            progress.begin("a look that finds nothing, with a history");
            rows.addAll(look(outboxes, pump));
        }
        return rows;
    }

    private List<Row> publish(List<PublishedOutbox> outboxes, PlainOutbox plain, PlainPump pump)
            throws IOException, InterruptedException {
        Contest contest = new Contest();
        for (int n = 0; n < outboxes.size(); n++) {
            PublishedOutbox outbox = outboxes.get(n);
            contest.enter(History.name(history.sizes().get(n)), () -> published(outbox));
        }
        contest.enter(Contest.FLOOR, () -> {
            plain.fill(history.more());
            return Samples.timed(1, n -> pump.drain());
        });
        contest.run(effort.rounds());
        return history.rows(contest, String.format("publish %,d events", history.more()), Measure.rate(history.more()));
    }

    /** What opening takes is measured elsewhere: the first row waits for it. */
    private Samples published(PublishedOutbox outbox) throws IOException, InterruptedException {
        Arrivals arrivals = new Arrivals();
        Pump pump = outbox.pump();
        pump.listen((events, begun) -> arrivals.now(events.size()));
        return Background.during(new Background("bench pump", pump::run, pump::stop), () -> {
            Backlog.put(outbox.database(), outbox, 1);
            arrivals.next();
            outbox.putAtOnce(history.more());
            return Samples.timed(1, n -> arrivals.skip(history.more()));
        });
    }

    private List<Row> look(List<PublishedOutbox> outboxes, PlainPump pump) throws IOException, InterruptedException {
        Contest contest = new Contest();
        List<PumpStore> stores = new ArrayList<>();
        try {
            for (int n = 0; n < outboxes.size(); n++) {
                PumpStore store = new PumpStore(outboxes.get(n).database().outbox());
                stores.add(store);
                contest.enter(
                        History.name(history.sizes().get(n)), () -> Samples.timed(effort.polls(), look -> look(store)));
            }
            contest.enter(Contest.FLOOR, () -> Samples.timed(effort.polls(), look -> pump.publish()));
            contest.run(effort.rounds());
        } finally {
            stores.forEach(PumpStore::close);
        }
        return history.rows(contest, "idle look at the outbox, p50", Measure.micros(0.5));
    }

    private static void look(PumpStore store) {
        try {
            if (!store.pending(Sink.MAX_BATCH, Set.of()).isEmpty()) {
                throw new IllegalStateException("something is pending");
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("an outbox cannot be read", failed);
        }
    }
}
