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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The peer that asks its table: transaction-outbox, which calls a method for each event, each in a transaction of its own. */
final class TransactionOutboxPeer implements Peer {
    /** It is so much slower that it gets fewer. */
    private static final int SHARE = 20;
    /** Several at once, because each one waits for the broker. */
    private static final int WORKERS = 8;

    private final Database database;
    private final PlainTopic topic;
    private final HikariDataSource connections;
    private final TransactionManager transactions;
    private final AckedProducer producer;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    private final TransactionOutbox outbox;

    private volatile boolean isOpen;
    private volatile CountDownLatch left = new CountDownLatch(0);

    TransactionOutboxPeer(Database database, PlainTopic topic) {
        this.database = database;
        this.topic = topic;
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(database.url());
        pool.setMaximumPoolSize(WORKERS + 1);
        this.connections = new HikariDataSource(pool);
        this.transactions = TransactionManager.fromDataSource(connections);
        this.producer = new AckedProducer(topic);
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
            producer.store(List.of(new ProducerRecord<>(
                    topic.name(),
                    0,
                    subject.getBytes(StandardCharsets.UTF_8),
                    event.getBytes(StandardCharsets.UTF_8))));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("stopped while Kafka had not answered", stopped);
        }
    }

    private void schedule(ControlEvent event) {
        outbox.schedule(Publication.class)
                .publish(event.subjectKey().toString(), new String(EventJson.encode(event), StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return "transaction-outbox";
    }

    @Override
    public int share(int backlog) {
        return Math.max(1, backlog / SHARE);
    }

    @Override
    public Samples drained(int events) throws IOException, InterruptedException {
        fill(events);
        return Samples.timed(1, n -> drain());
    }

    /** Leaves events behind as if the process had ended before it could publish them. */
    private void fill(int events) {
        isOpen = false;
        transactions.inTransaction(() -> {
            Changes.events(events).forEach(this::schedule);
        });
        database.execute("UPDATE txno_outbox SET nextattempttime = LOCALTIMESTAMP", "VACUUM ANALYZE txno_outbox");
        left = new CountDownLatch(events);
        isOpen = true;
    }

    private void drain() throws InterruptedException {
        boolean isMore = true;
        while (isMore) {
            isMore = outbox.flush();
        }
        left.await();
    }

    @Override
    public Samples delays(SteadyCommits commits) throws InterruptedException {
        isOpen = true;
        try (SeenEvents seen = new SeenEvents(topic)) {
            return commits.delays(event -> transactions.inTransaction(() -> schedule(event)), seen);
        } catch (SQLException failed) {
            throw database.failed(failed);
        }
    }

    @Override
    public void close() {
        workers.shutdown();
        producer.close();
        connections.close();
    }
}
