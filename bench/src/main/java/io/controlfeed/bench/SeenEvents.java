package io.controlfeed.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A reader of what is committed in a topic, in a thread of its own: when it had each event. */
final class SeenEvents implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final BlockingQueue<Long> nanos = new LinkedBlockingQueue<>();
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
                int count = consumer.poll(POLL).count();
                long now = System.nanoTime();
                for (int n = 0; n < count; n++) {
                    nanos.add(now);
                }
            }
        }
    }

    /** When it had the next one. */
    long next() throws InterruptedException {
        Long next = nanos.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("an event was not seen within " + PATIENCE.toSeconds() + " seconds");
        }
        return next;
    }

    @Override
    public void close() {
        reader.close();
    }
}
