package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How many events a second go into a topic, beside two transactions by hand: one that ends when its commit is answered, and one
 * that ends, as an append does, when readers see it.
 */
final class KafkaAppendCost {
    private static final String FEED = "feed";
    private static final String SEEN = "floor that waits to be seen";

    private final Effort effort;
    private final String servers;
    private final List<Row> rows = new ArrayList<>();

    KafkaAppendCost(Effort effort, String servers) {
        this.effort = effort;
        this.servers = servers;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        try (Sink sink = KafkaFeed.empty(servers, "append").sink();
                PlainProducer bare = new PlainProducer(PlainTopic.create(servers, "by-hand"));
                PlainProducer seen = new PlainProducer(PlainTopic.create(servers, "by-hand-seen"))) {
            for (int batch : effort.batches()) {
                String what = String.format(Locale.ROOT, "append, batches of %,d", batch);
                progress.begin(what);
                Contest contest = new Contest();
                contest.enter(FEED, () -> round(batch, events -> events, events -> Appends.append(sink, events)));
                contest.enter(Contest.FLOOR, () -> round(batch, bare::records, bare::store));
                contest.enter(SEEN, () -> round(batch, seen::records, seen::storeVisibly));
                contest.run(effort.rounds());
                add(contest, what, Measure.rate(batch));
                if (batch == 1) {
                    add(contest, "one append, p50", Measure.micros(0.5));
                    add(contest, "one append, p99", Measure.micros(0.99));
                }
            }
        }
        return List.copyOf(rows);
    }

    private void add(Contest contest, String what, Measure measure) {
        rows.add(contest.row(what, FEED, measure));
        rows.add(contest.rowBeside(SEEN, what + ", beside a " + SEEN, FEED, measure));
    }

    /** Stores one batch. */
    private interface Store<T> {
        void store(T batch) throws InterruptedException;
    }

    private <T> Samples round(int batch, Function<List<ControlEvent>, T> prepare, Store<T> store)
            throws IOException, InterruptedException {
        List<T> batches = IntStream.range(0, effort.single())
                .mapToObj(n -> prepare.apply(Changes.events(batch)))
                .toList();
        return Samples.timed(batches.size(), n -> store.store(batches.get(n)));
    }
}
