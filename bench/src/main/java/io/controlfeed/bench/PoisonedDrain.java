package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** How many rows a second a pump gets done from an SQLite outbox: of many subjects, of one, and with poison among them. */
final class PoisonedDrain {
    private static final String MANY = "many subjects";
    private static final String ONE = "one subject";
    private static final String POISON = "poison";
    private static final String MALFORMED = "malformed";

    /** The topic takes less than usual, and so the batches have to be smaller than usual, too. */
    private static final int LARGEST_RECORD = 16 * 1_024;

    private static final int BATCH_BYTES = 12 * 1_024;
    /** Several attributes, each as long as one may be, do not fit. */
    private static final String LONG_TEXT = "0123456789abcdef".repeat(8_192 / 16);

    private final int rounds;
    private final int events;
    private final String servers;
    private final Path dir;

    PoisonedDrain(int rounds, int events, String servers, Path dir) {
        this.rounds = rounds;
        this.events = events;
        this.servers = servers;
        this.dir = dir;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        progress.begin("drain, one subject and poison");
        Contest contest = new Contest();
        enter(contest, MANY, Changes::event);
        enter(contest, ONE, n -> Changes.event(0));
        enter(contest, POISON, n -> PoisonScene.isPoison(n) ? poison(n) : Changes.event(n));
        contest.run(rounds);
        Measure rate = Measure.rate(events);
        return List.of(
                contest.rowBeside(MANY, "drain, all events on one subject", ONE, rate),
                contest.rowBeside(MANY, "drain, one of " + PoisonScene.ONE_OF + " rows is poison", POISON, rate));
    }

    private void enter(Contest contest, String name, IntFunction<ControlEvent> event) {
        String place = "drain-" + name.replace(' ', '-');
        PlainTopic topic = PlainTopic.create(servers, place, Map.of("max.message.bytes", "" + LARGEST_RECORD));
        PublishedOutbox outbox = PublishedOutbox.create(
                new SqliteFile(dir, place), KafkaFeed.of(topic, 0).with("kafka-property", "batch.size=" + BATCH_BYTES));
        int poison = name.equals(POISON) ? events / PoisonScene.ONE_OF : 0;
        contest.enter(name, () -> drained(outbox, event, poison));
    }

    private Samples drained(PublishedOutbox outbox, IntFunction<ControlEvent> event, int poison)
            throws IOException, InterruptedException {
        outbox.clear();
        Backlog.put(outbox.database(), outbox, events, event);
        outbox.database()
                .execute("UPDATE control_events_outbox SET attributes = '{' WHERE event_type = '" + MALFORMED + "'");
        outbox.settle();
        Samples samples = Samples.timed(1, n -> outbox.drain());
        outbox.requireDrained(poison);
        return samples;
    }

    /** Half of them are not even events, half do not fit into the topic. */
    private static ControlEvent poison(int n) {
        boolean isLarge = n / PoisonScene.ONE_OF % 2 == 0;
        ControlEvent.Builder event = ControlEvent.builder(
                ControlEvent.newEventId(), isLarge ? "large" : MALFORMED, "hostname/poison-" + n + ".example.com");
        return isLarge
                ? event.attribute("a", LONG_TEXT)
                        .attribute("b", LONG_TEXT)
                        .attribute("c", LONG_TEXT)
                        .build()
                : event.build();
    }
}
