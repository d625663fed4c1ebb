package io.controlfeed.bench;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A reader of what is committed in a topic, in a thread of its own: when it had each event. */
final class SeenEvents implements AutoCloseable, SteadyCommits.Had {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Arrivals arrivals = new Arrivals();
    private final Background reader;
    private volatile boolean isClosed;

    SeenEvents(PlainTopic topic) {
        KafkaConsumer<byte[], byte[]> consumer = topic.consumer();
        consumer.seekToEnd(List.of(topic.partition()));
        consumer.position(topic.partition());
        reader = new Background("bench reader", () -> follow(consumer), () -> isClosed = true);
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        try (consumer) {
            while (!isClosed) {
                arrivals.now(consumer.poll(POLL).count());
            }
        }
    }

    /** When it had the next one. */
    @Override
    public long next() throws InterruptedException {
        return arrivals.next();
    }

    @Override
    public void close() {
        reader.close();
    }
}
