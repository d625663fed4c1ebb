package io.controlfeed.bench;

import io.controlfeed.feed.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** How long a sink and a source take until they can be used; beside a producer and a consumer by hand. */
final class KafkaOpenCost {
    /** What is dear enough to be done less often than all the rest. */
    private static final int SELDOM = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Effort effort;
    private final List<KafkaFeed> feeds;

    KafkaOpenCost(Effort effort, List<KafkaFeed> feeds) {
        this.effort = effort;
        this.feeds = feeds;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        PlainTopic plain = feeds.get(0).topic();
        progress.begin("open a sink");
        Contest sinks = new Contest();
        feeds.forEach(feed -> sinks.enter(feed.events(), () -> opened(feed::sink)));
        sinks.enter(Contest.FLOOR, () -> opened(() -> new PlainProducer(plain)));
        sinks.run(effort.rounds());
        progress.begin("open a source");
        Contest sources = new Contest();
        feeds.forEach(feed -> sources.enter(feed.events(), () -> opened(() -> polled(feed.source()))));
        sources.enter(Contest.FLOOR, () -> opened(() -> polled(plain)));
        sources.run(effort.rounds());
        String smallest = feeds.get(0).events();
        for (KafkaFeed feed : feeds) {
            rows.add(sinks.row("open a sink, " + feed.events(), feed.events(), Measure.millis(0.5), smallest));
        }
        for (KafkaFeed feed : feeds) {
            rows.add(sources.row(
                    "open a source and poll, " + feed.events(), feed.events(), Measure.millis(0.5), smallest));
        }
        return rows;
    }

    /** Opens something that works at once. */
    private interface Opening {
        AutoCloseable open() throws InterruptedException;
    }

    /** The closing is not part of it. */
    private Samples opened(Opening opening) throws IOException, InterruptedException {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            return Samples.timed(Math.max(1, effort.single() / SELDOM), n -> opened.add(opening.open()));
        } finally {
            for (AutoCloseable one : opened) {
                close(one);
            }
        }
    }

    private static void close(AutoCloseable opened) throws IOException, InterruptedException {
        try {
            opened.close();
        } catch (RuntimeException | IOException | InterruptedException known) {
            throw known;
        } catch (Exception other) {
            throw new IllegalStateException("closing " + opened, other);
        }
    }

    private static AutoCloseable polled(Source source) throws InterruptedException {
        source.poll(0, PATIENCE);
        return source;
    }

    private static AutoCloseable polled(PlainTopic topic) {
        KafkaConsumer<byte[], byte[]> consumer = topic.consumer();
        consumer.seek(topic.partition(), 0);
        consumer.poll(PATIENCE);
        return consumer;
    }
}
