package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** How many events a second a node reads that has nothing yet, and a look-up goes through; beside a consumer by hand. */
final class KafkaReadCost {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String POLL = "poll";
    private static final String LOOKUP = "look-up";

    private final Effort effort;
    private final KafkaFeed feed;
    private final List<String> unknown;

    KafkaReadCost(Effort effort, KafkaFeed feed) {
        this.effort = effort;
        this.feed = feed;
        this.unknown = IntStream.range(0, Sink.MAX_BATCH)
                .mapToObj(n -> ControlEvent.newEventId())
                .toList();
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        progress.begin("reading and looking up, " + feed.events());
        Contest contest = new Contest();
        try (Source source = feed.source();
                Sink sink = feed.sink();
                KafkaConsumer<byte[], byte[]> consumer = feed.topic().consumer()) {
            contest.enter(POLL, () -> Samples.timed(1, n -> poll(source)));
            contest.enter(LOOKUP, () -> Samples.timed(1, n -> lookUp(sink)));
            contest.enter(Contest.FLOOR, () -> Samples.timed(1, n -> consume(consumer)));
            contest.run(effort.rounds());
        }
        Measure rate = Measure.rate(feed.size());
        return List.of(
                contest.row("read from 0, " + feed.events(), POLL, rate),
                contest.row("look-up of " + unknown.size() + " ids in " + feed.events(), LOOKUP, rate));
    }

    private void poll(Source source) throws InterruptedException {
        long since = 0;
        for (int read = 0; read < feed.size(); ) {
            List<ControlEvent> events = source.poll(since, PATIENCE);
            requireMore(!events.isEmpty());
            read += events.size();
            since = events.get(events.size() - 1).controlVersion();
        }
    }

    /** An id that is nowhere is looked for everywhere. */
    private void lookUp(Sink sink) {
        Map<String, Long> found = ((EventLookup) sink).versionsOf(unknown, 0);
        if (!found.isEmpty()) {
            throw new IllegalStateException(sink.name() + " has what was never appended: " + found);
        }
    }

    private void consume(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.seek(feed.topic().partition(), 0);
        for (long read = 0; read < feed.size(); ) {
            long before = consumer.position(feed.topic().partition());
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                read += record.value().length > 0 ? 1 : 0;
            }
            // Where a transaction ends, there is nothing to return although it got on.
            requireMore(consumer.position(feed.topic().partition()) > before);
        }
    }

    private void requireMore(boolean more) {
        if (!more) {
            throw new IllegalStateException(feed.topic() + " ends before its " + feed.events());
        }
    }
}
