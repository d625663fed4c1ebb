package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.debezium.connector.jdbc.JdbcSinkConnectorTask;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** The peer of an applier: the task of Debezium's JDBC sink, which upserts what a bare consumer reads. It knows no SQLite, so it writes PostgreSQL. */
final class JdbcSink implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String TABLE = SettingProjection.TABLE.replace(" WITHOUT ROWID", "");
    private static final Schema ROW = SchemaBuilder.struct()
            .field("subject", Schema.STRING_SCHEMA)
            .field("tenant", Schema.OPTIONAL_STRING_SCHEMA)
            .field("type", Schema.STRING_SCHEMA)
            .field("event_id", Schema.STRING_SCHEMA)
            .field("created_at", Schema.STRING_SCHEMA)
            .field("version", Schema.OPTIONAL_INT32_SCHEMA)
            .build();

    private final Database database;
    private final PlainTopic topic;
    private final JdbcSinkConnectorTask task = new JdbcSinkConnectorTask();

    /** @param topic holds events as JSON */
    JdbcSink(PostgresqlServer database, PlainTopic topic) {
        this.database = database;
        this.topic = topic;
        database.execute("DROP TABLE IF EXISTS setting", TABLE);
        task.start(Map.of(
                "connection.url",
                database.url(),
                "connection.username",
                "postgres",
                "connection.password",
                "postgres",
                "collection.name.format",
                "setting",
                "insert.mode",
                "upsert",
                "primary.key.mode",
                "record_value",
                "primary.key.fields",
                "subject"));
    }

    /** Writes so many events, from the beginning of the topic. */
    void apply(int events) {
        try (KafkaConsumer<byte[], byte[]> consumer = topic.consumer()) {
            consumer.seekToBeginning(List.of(topic.partition()));
            int done = 0;
            while (done < events) {
                List<SinkRecord> rows = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    rows.add(row(record));
                }
                task.put(rows);
                // As Connect's worker asks before it commits offsets.
                task.preCommit(new HashMap<>());
                Throwable failed = task.getLastProcessingException();
                if (failed != null) {
                    throw new IllegalStateException("the sink failed", failed);
                }
                done += rows.size();
            }
        }
    }

    private SinkRecord row(ConsumerRecord<byte[], byte[]> record) {
        ControlEvent event = EventJson.decode(record.value());
        Struct row = new Struct(ROW)
                .put("subject", event.subject())
                .put("tenant", event.tenantId())
                .put("type", event.type())
                .put("event_id", event.eventId())
                .put("created_at", event.createdAt().toString());
        return new SinkRecord(topic.name(), 0, null, null, ROW, row, record.offset());
    }

    /** A sink that left something out is no measurement. */
    void requireApplied(int events) {
        database.work(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery("SELECT count(*) FROM setting")) {
                count.next();
                if (count.getInt(1) != events) {
                    throw new IllegalStateException(count.getInt(1) + " of " + events + " events were written");
                }
            }
        });
    }

    @Override
    public void close() {
        task.stop();
    }
}
