package io.controlfeed.bench;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.gruelbox.transactionoutbox.TransactionOutboxEntry;
import com.gruelbox.transactionoutbox.TransactionOutboxListener;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The peer: transaction-outbox, which calls a method for each event, each in a transaction of its own. */
final class PeerOutbox implements AutoCloseable {
    static final String NAME = "transaction-outbox";
    /** Several at once, because each one waits for the broker. */
    private static final int WORKERS = 8;

    private final Database database;
    private final PlainTopic topic;
    private final HikariDataSource connections;
    private final TransactionManager transactions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    private final TransactionOutbox outbox;

    private volatile boolean isOpen;
    private volatile CountDownLatch left = new CountDownLatch(0);

    PeerOutbox(Database database, PlainTopic topic) {
        this.database = database;
        this.topic = topic;
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(database.url());
        pool.setMaximumPoolSize(WORKERS + 1);
        this.connections = new HikariDataSource(pool);
        this.transactions = TransactionManager.fromDataSource(connections);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        topic.servers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Submitter submitter = Submitter.withExecutor(workers);
        this.outbox = TransactionOutbox.builder()
                .transactionManager(transactions)
                .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
                .instantiator(Instantiator.using(type -> (Publication) this::publish))
                .submitter((entry, work) -> {
                    if (isOpen) {
                        submitter.submit(entry, work);
                    }
                })
                .listener(new TransactionOutboxListener() {
                    @Override
                    public void success(TransactionOutboxEntry entry) {
                        left.countDown();
                    }
                })
                .build();
    }

    /** What it is told to do later. */
    interface Publication {
        void publish(String subject, String event);
    }

    private void publish(String subject, String event) {
        try {
            producer.send(new ProducerRecord<>(
                            topic.name(),
                            0,
                            subject.getBytes(StandardCharsets.UTF_8),
                            event.getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException("Kafka did not do it", failed);
        }
    }

    /** Leaves events behind as if the process had ended before it could publish them. */
    void fill(int events) {
        isOpen = false;
        transactions.inTransaction(() -> {
            for (ControlEvent event : Changes.events(events)) {
                outbox.schedule(Publication.class)
                        .publish(
                                event.subjectKey().toString(),
                                new String(EventJson.encode(event), StandardCharsets.UTF_8));
            }
        });
        database.execute("UPDATE txno_outbox SET nextattempttime = LOCALTIMESTAMP", "VACUUM ANALYZE txno_outbox");
        left = new CountDownLatch(events);
        isOpen = true;
    }

    void drain() throws InterruptedException {
        boolean isMore = true;
        while (isMore) {
            isMore = outbox.flush();
        }
        left.await();
    }

    @Override
    public void close() {
        workers.shutdown();
        producer.close();
        connections.close();
    }
}
