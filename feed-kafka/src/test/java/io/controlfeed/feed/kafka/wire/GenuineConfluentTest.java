package io.controlfeed.feed.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Ours beside the genuine KafkaAvroSerializer and KafkaAvroDeserializer, by one registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GenuineConfluentTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String TOPIC = "control-events";

    private TestRegistry registry;
    private ChildJvm genuine;

    @BeforeAll
    void start() throws Exception {
        registry = TestRegistry.start();
        genuine = new ChildJvm(
                GenuineConfluent.class, List.of(oracle()), registry.url().toString(), TOPIC);
    }

    private static Path oracle() {
        Path oracle = Path.of(System.getProperty("confluent.oracle"));
        assertThat(oracle)
                .as("the genuine serializer: build with -pl feed-kafka -am, so that confluent-oracle fetches it")
                .isRegularFile();
        return oracle;
    }

    @AfterAll
    void stop() {
        genuine.close();
        registry.close();
    }

    private SchemaRegistry ourRegistry() {
        return new SchemaRegistry(
                new RegistryOptions(List.of(registry.url()), null, null, Duration.ofSeconds(60), true));
    }

    private static List<ControlEvent> events() {
        List<ControlEvent> events = new ArrayList<>(SampleEvents.all());
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            events.add(SampleEvents.random(random));
        }
        return events;
    }

    @Test
    void weReadWhatTheGenuineSerializerWrites_andWriteTheSameBytes() throws Exception {
        try (EventDecoder ours = EventDecoder.avro(ourRegistry());
                EventEncoder encoder = EventEncoder.confluent(TOPIC, ourRegistry())) {
            for (ControlEvent event : events()) {
                byte[] theirs = HEX.parseHex(genuine.ask("encode " + EventJson.toText(event)));
                assertThat(ours.decode(new RecordHeaders(), theirs, 0)).isEqualTo(event);
                assertThat(encoder.encode(event, new RecordHeaders())).isEqualTo(theirs);
            }
        }
    }

    @Test
    void theGenuineDeserializerReadsWhatWeWrite() throws Exception {
        try (EventEncoder ours = EventEncoder.confluent(TOPIC, ourRegistry())) {
            for (ControlEvent event : events()) {
                String answer = genuine.ask("decode " + HEX.formatHex(ours.encode(event, new RecordHeaders())));
                assertThat(answer).isEqualTo(EventJson.toText(event));
            }
        }
    }

    @Test
    void whatTheGenuineDeserializerRefuses_isMalformed() throws Exception {
        try (EventEncoder ours = EventEncoder.confluent(TOPIC, ourRegistry())) {
            String good = HEX.formatHex(ours.encode(SampleEvents.FULL, new RecordHeaders()));
            assertThat(genuine.ask("decode " + good.substring(0, 40))).startsWith("Malformed: ");
            assertThat(genuine.ask("decode " + good.substring(0, 10) + "feffffff0f"))
                    .startsWith("Malformed: ");
            assertThat(genuine.ask("decode c301")).startsWith("Malformed: ");
            assertThat(genuine.ask("decode " + good)).isEqualTo(EventJson.toText(SampleEvents.FULL));
        }
    }

    @Test
    void schemaIdThatTheRegistryDoesNotKnow_isMalformed() throws Exception {
        byte[] value = WirePrefix.confluent(Integer.MAX_VALUE);
        try (EventDecoder ours = EventDecoder.avro(ourRegistry())) {
            assertThatThrownBy(() -> ours.decode(new RecordHeaders(), value, 1))
                    .isInstanceOf(WireException.Malformed.class)
                    .hasMessageContaining("knows no schema with id 2147483647");
        }
        assertThat(genuine.ask("decode " + HEX.formatHex(value))).startsWith("Malformed: ");
    }

    @Test
    void genuineSerializerWhoseRegistryIsAway_isUnavailable() throws Exception {
        String nobody;
        try (RegistryServer gone = RegistryServer.plain()) {
            nobody = gone.url().toString();
        }
        try (ChildJvm alone = new ChildJvm(GenuineConfluent.class, List.of(oracle()), nobody, TOPIC)) {
            assertThat(alone.ask("encode " + EventJson.toText(SampleEvents.FULL)))
                    .startsWith("Unavailable: ");
            assertThat(alone.ask("decode 0000000001")).startsWith("Unavailable: ");
        }
    }
}
