package io.controlfeed.system.nodejs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxSchema;
import io.controlfeed.publisher.pump.Pump;
import io.controlfeed.publisher.pump.PumpSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What docs/formats.md says is enough: programs that were written from it read what ours write, and write what ours read. */
@NeedsNodeJs
class OtherLanguageTest {
    private static final DevKafka KAFKA = DevKafka.start(DevKafkaOptions.defaults());
    private static final FeedRegistry FEEDS = FeedRegistry.load();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final ControlEvent FULL = ControlEvent.builder("all", "tenant.updated", "hostname/www.example.com")
            .tenantId("acme")
            .version(Long.MAX_VALUE)
            .baseVersion((1L << 53) + 1)
            .artifact(new ArtifactRef(DIGEST, 4711L, "application/json", "https://artifacts.example.com/a?b=c"))
            .createdAt(Instant.parse("2026-01-31T12:00:00.123456Z"))
            .origin("eu west/1")
            .attribute("note", "Grüße, 世界 😀 \uFFFD \" \\")
            .attribute("empty", "")
            .attribute("traceparent", TRACE)
            .attribute("tracestate", "vendor=1")
            .build();

    private static final ControlEvent CONFLUENT = ControlEvent.builder("confluent", "t", "s")
            .version(1L)
            .createdAt(Instant.parse("2026-01-31T12:00:00Z"))
            .build();

    private static final List<ControlEvent> EVENTS = List.of(
            FULL,
            ControlEvent.builder("least", "t", "s")
                    .createdAt(Instant.parse("1969-12-31T23:59:59.999999Z"))
                    .build(),
            ControlEvent.builder("earliest", "t", "s")
                    .version(1L)
                    .baseVersion(0L)
                    .artifact(ArtifactRef.of(DIGEST))
                    .createdAt(Instant.parse("0001-01-01T00:00:00Z"))
                    .build(),
            ControlEvent.builder("latest", "t", "s")
                    .artifact(new ArtifactRef(DIGEST, 0L, null, null))
                    .createdAt(Instant.parse("9999-12-31T23:59:59.999999Z"))
                    .build());

    @Test
    void aConsumer_understandsEveryFieldAndHeader() throws Exception {
        Map<String, String> feed = createFeed("consumed");
        List<ControlEvent> sent = new ArrayList<>(append(feed, EVENTS));
        abortATransaction("consumed");
        try (Registry registry = Registry.start()) {
            Map<String, String> confluent = new HashMap<>(feed);
            confluent.put("kafka-codec", "confluent");
            confluent.put("schema-registry-url", registry.url());
            sent.addAll(append(confluent, List.of(CONFLUENT)));
        }

        List<JsonNode> read = consumed("consumed", sent.size());

        assertThat(read).extracting(OtherLanguageTest::event).isEqualTo(sent);
        assertThat(read)
                .extracting(record -> record.get("partition").intValue())
                .containsOnly(0);
        assertThat(read)
                .extracting(record -> record.get("key").textValue())
                .containsExactlyElementsOf(sent.stream()
                        .map(event -> event.subjectKey().toString())
                        .toList());
        assertThat(headers(read.get(0)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "all",
                        "ce_type", "tenant.updated",
                        "ce_source", "eu%20west/1",
                        "ce_subject", "hostname/www.example.com",
                        "ce_time", "2026-01-31T12:00:00.123456Z",
                        "traceparent", TRACE,
                        "tracestate", "vendor=1"));
        assertThat(headers(read.get(1)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "least",
                        "ce_type", "t",
                        "ce_source", "controlfeed",
                        "ce_subject", "s",
                        "ce_time", "1969-12-31T23:59:59.999999Z"));
    }

    @Test
    void aProducer_writesRowsThatBecomeEvents_andTheConsumerReadsThem() throws Exception {
        Map<String, String> feed = createFeed("produced");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            OutboxDatabase outbox = OutboxDatabase.at(postgres.getJdbcUrl("postgres", "postgres"), new Properties());
            new OutboxSchema(outbox).migrate();
            Instant before = Instant.now().minusSeconds(60);
            NodeJs.run("producer.mjs", "postgresql://postgres@localhost:" + postgres.getPort() + "/postgres");
            new Pump(outbox, FEEDS, "kafka", feed, PumpSettings.defaults("a test"), new SimpleMeterRegistry()).drain();

            List<ControlEvent> read = consumed("produced", 2).stream()
                    .map(OtherLanguageTest::event)
                    .map(ControlEvent::unstamped)
                    .toList();
            ControlEvent all = ControlEvent.builder("js-all", "tenant.updated", "hostname/www.example.com")
                    .tenantId("acme")
                    .version(Long.MAX_VALUE)
                    .baseVersion(7L)
                    .artifact(new ArtifactRef(DIGEST, 4711L, "application/json", "https://artifacts.example.com/a?b=c"))
                    .createdAt(Instant.parse("2026-01-31T12:00:00.123456Z"))
                    .origin("eu west/1")
                    .attribute("note", "Grüße, 世界 😀")
                    .attribute("traceparent", TRACE)
                    .build();
            ControlEvent least = ControlEvent.builder("js-least", "policy.changed", "control-plane")
                    .createdAt(read.get(1).createdAt())
                    .build();
            assertThat(read).containsExactly(all, least);
            assertThat(least.createdAt()).isBetween(before, Instant.now().plusSeconds(60));
            try (Source source = FEEDS.openSource("kafka", feed)) {
                assertThat(source.poll(0, Duration.ZERO))
                        .as("what was rolled back is not there")
                        .hasSize(2);
            }
        }
    }

    private static Map<String, String> createFeed(String name) {
        Map<String, String> settings = Map.of("kafka-bootstrap-servers", KAFKA.bootstrapServers(), "feed-name", name);
        FEEDS.create("kafka", settings);
        return settings;
    }

    private static List<ControlEvent> append(Map<String, String> settings, List<ControlEvent> events) {
        try (Sink sink = FEEDS.openSink("kafka", settings)) {
            return sink.append(events).stream().map(AppendOutcome::orThrow).toList();
        }
    }

    /** What no reader may see. */
    private static void abortATransaction(String topic) throws Exception {
        Map<String, Object> config = new HashMap<>(KAFKA.clientProperties());
        config.put("transactional.id", "aborting");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "no event".getBytes(UTF_8)))
                    .get();
            producer.abortTransaction();
        }
    }

    private static List<JsonNode> consumed(String topic, int count) throws Exception {
        List<JsonNode> records = new ArrayList<>();
        for (String line : NodeJs.run("consumer.mjs", KAFKA.bootstrapServers(), topic, String.valueOf(count))) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    private static ControlEvent event(JsonNode record) {
        return EventJson.decode(record.get("event").toString().getBytes(UTF_8));
    }

    private static Map<String, String> headers(JsonNode record) {
        Map<String, String> headers = new HashMap<>();
        record.get("headers").forEachEntry((name, text) -> headers.put(name, text.textValue()));
        return headers;
    }
}
