package io.controlfeed.kafka.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends one record after the other, each when the one before was acknowledged by all copies, until it is closed. */
final class Sending implements AutoCloseable {
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    private Sending(String topic, Client client) {
        thread = new Thread(() -> run(topic, client), "sending to " + topic);
    }

    static Sending to(String topic, Client client) {
        Sending sending = new Sending(topic, client);
        sending.thread.start();
        return sending;
    }

    private void run(String topic, Client client) {
        try (KafkaProducer<String, String> producer =
                client.with("linger.ms", "0").producer()) {
            for (int i = 0; !closed; i++) {
                String value = "" + i;
                producer.send(new ProducerRecord<>(topic, value)).get();
                acknowledged.add(value);
            }
        } catch (ExecutionException | InterruptedException | RuntimeException failed) {
            failure = failed;
        }
    }

    void awaitMore(int records) throws Exception {
        int enough = acknowledged.size() + records;
        Patience.until(records + " more records acknowledged", () -> {
            failIfItFailed();
            return acknowledged.size() >= enough;
        });
    }

    List<String> acknowledged() {
        return new ArrayList<>(acknowledged);
    }

    private void failIfItFailed() {
        if (failure != null) {
            throw new AssertionError("sending failed", failure);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Patience.LIMIT.toMillis());
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while sending ends", interrupted);
        }
        failIfItFailed();
    }
}
