package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The peer that reads the server's own log: Debezium's engine with its outbox event router, on a table of the form that this wants. */
final class DebeziumPeer implements Peer, Backlog.Producer {
    private static final String INSERT =
            "INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload) VALUES (?::uuid, 'hostname', ?, ?, ?)";

    private final PostgresqlServer database;
    private final PlainTopic topic;
    private final AckedProducer producer;

    DebeziumPeer(PostgresqlServer database, PlainTopic topic) {
        this.database = database;
        this.topic = topic;
        this.producer = new AckedProducer(topic);
        database.execute(
                "CREATE TABLE outbox (id uuid PRIMARY KEY, aggregatetype text NOT NULL, aggregateid text NOT NULL,"
                        + " type text NOT NULL, payload text NOT NULL)",
                "CREATE PUBLICATION " + DebeziumEngineRun.PUBLICATION + " FOR TABLE outbox");
    }

    @Override
    public String name() {
        return "Debezium";
    }

    @Override
    public int share(int backlog) {
        return backlog;
    }

    @Override
    public void put(Connection connection, List<ControlEvent> events) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (ControlEvent event : events) {
                insert.setString(1, event.eventId());
                insert.setString(2, event.subjectKey().toString());
                insert.setString(3, event.type());
                insert.setString(4, new String(EventJson.encode(event), StandardCharsets.UTF_8));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public Samples drained(int events) throws IOException, InterruptedException {
        database.execute(database.clear("outbox"));
        try (DebeziumEngineRun engine = new DebeziumEngineRun(database, topic, producer)) {
            Backlog.put(database, this, events);
            return Samples.timed(1, n -> {
                CountDownLatch left = new CountDownLatch(events);
                engine.start(left::countDown);
                engine.await(left);
            });
        }
    }

    @Override
    public Samples delays(SteadyCommits commits) throws IOException, InterruptedException {
        database.execute(database.clear("outbox"));
        try (SeenEvents seen = new SeenEvents(topic);
                DebeziumEngineRun engine = new DebeziumEngineRun(database, topic, producer)) {
            engine.start(() -> {});
            // It works when the first one has come through.
            new SteadyCommits(1, commits.rate()).delays(database, this, seen);
            return commits.delays(database, this, seen);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
