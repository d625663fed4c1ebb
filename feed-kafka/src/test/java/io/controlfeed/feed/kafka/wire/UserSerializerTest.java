package io.controlfeed.feed.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.ControlEvent;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UserSerializerTest {
    private static final Map<String, String> PROPERTIES = Map.of("my.property", "mine");

    static List<ControlEvent> events() {
        return SampleEvents.all();
    }

    /** Writes Avro's bare body, and a header of its own. */
    public static final class BareSerializer implements Serializer<GenericRecord> {
        private String property = "";

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            assertThat(isKey).isFalse();
            property = String.valueOf(configs.get("my.property"));
        }

        @Override
        public byte[] serialize(String topic, GenericRecord data) {
            throw new UnsupportedOperationException("the one with headers is called");
        }

        @Override
        public byte[] serialize(String topic, Headers headers, GenericRecord data) {
            headers.add("mine", (topic + " " + property).getBytes(UTF_8));
            try {
                return Bodies.byAvro(data);
            } catch (IOException e) {
                throw new SerializationException("cannot", e);
            }
        }
    }

    /** Reads what that writes, with the time as Java's. */
    public static final class BareDeserializer implements Deserializer<GenericRecord> {
        @Override
        public GenericRecord deserialize(String topic, byte[] data) {
            try {
                GenericRecord record = Bodies.byAvro(data, EventSchema.CURRENT);
                Instant time = Micros.toInstant((Long) record.get("created_at"));
                record.put("created_at", time);
                return record;
            } catch (IOException e) {
                throw new SerializationException("cannot", e);
            }
        }
    }

    /** Throws what it finds in its bytes; and whatever it is given, that its registry is away. */
    public static final class Failing implements Serializer<Object>, Deserializer<Object> {
        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {}

        @Override
        public byte[] serialize(String topic, Object data) {
            throw new SerializationException("no registry", new ConnectException("refused"));
        }

        @Override
        public Object deserialize(String topic, byte[] data) {
            switch (data[0]) {
                case 1 -> throw new SerializationException("no registry", new ConnectException("refused"));
                case 2 -> throw new SerializationException("no value", new EOFException("at 3"));
                case 3 -> throw new StackOverflowError();
                case 4 -> throw new NoClassDefFoundError("x/Y");
                case 5 -> throw new OutOfMemoryError("forged");
                default -> throw new NullPointerException();
            }
        }

        @Override
        public void close() {}
    }

    /** Does not like its properties. */
    public static final class Picky implements Serializer<Object> {
        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            throw new IllegalArgumentException("schema.registry.url is missing");
        }

        @Override
        public byte[] serialize(String topic, Object data) {
            return new byte[0];
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void usersOwnPair_carriesEveryEvent(ControlEvent event) throws Exception {
        RecordHeaders headers = new RecordHeaders();
        try (EventEncoder encoder = EventEncoder.serializer(BareSerializer.class.getName(), "topic", PROPERTIES);
                EventDecoder decoder =
                        EventDecoder.deserializer(BareDeserializer.class.getName(), "topic", PROPERTIES)) {
            byte[] value = encoder.encode(event, headers);
            assertThat(decoder.decode(headers, value, 5)).isEqualTo(event.stamped(5));
        }
        assertThat(headers.lastHeader("mine").value()).asString().isEqualTo("topic mine");
        assertThat(EventHeaders.eventId(headers)).isEqualTo(event.eventId());
    }

    @Test
    void classThatIsNotThere_tellsWhereItBelongs() {
        assertThatThrownBy(() -> EventEncoder.serializer("com.example.Gone", "topic", PROPERTIES))
                .isInstanceOf(WireException.Refused.class)
                .hasMessageContaining("no class com.example.Gone")
                .hasMessageContaining("CONTROLFEED_CLASSPATH");
    }

    @Test
    void classThatIsNoSerializer_orDoesNotTakeItsProperties_isRefused() {
        assertThatThrownBy(() -> EventEncoder.serializer("java.lang.Object", "topic", PROPERTIES))
                .isInstanceOf(WireException.Refused.class)
                .hasMessageContaining("org.apache.kafka.common.serialization.Serializer");
        assertThatThrownBy(() -> EventEncoder.serializer(Picky.class.getName(), "topic", PROPERTIES))
                .isInstanceOf(WireException.Refused.class)
                .hasMessageContaining("schema.registry.url is missing");
    }

    @Test
    void serializerThatFails_isUnavailableOrRefused() throws Exception {
        try (EventEncoder away = EventEncoder.serializer(Failing.class.getName(), "topic", PROPERTIES);
                EventEncoder strings = EventEncoder.serializer(StringSerializer.class.getName(), "topic", PROPERTIES)) {
            assertThatThrownBy(() -> away.encode(SampleEvents.FULL, new RecordHeaders()))
                    .isInstanceOf(WireException.Unavailable.class)
                    .hasMessageContaining("ConnectException: refused");
            assertThatThrownBy(() -> strings.encode(SampleEvents.FULL, new RecordHeaders()))
                    .isInstanceOf(WireException.Refused.class)
                    .hasMessageContaining("GenericRecord");
        }
    }

    @Test
    void deserializerThatFails_isUnavailableOrMalformed() throws Exception {
        try (EventDecoder failing = EventDecoder.deserializer(Failing.class.getName(), "topic", PROPERTIES);
                EventDecoder strings =
                        EventDecoder.deserializer(StringDeserializer.class.getName(), "topic", PROPERTIES)) {
            assertThatThrownBy(() -> failing.decode(new RecordHeaders(), new byte[] {1}, 1))
                    .isInstanceOf(WireException.Unavailable.class);
            for (byte what = 2; what < 7; what++) {
                byte[] value = {what};
                assertThatThrownBy(() -> failing.decode(new RecordHeaders(), value, 1))
                        .isInstanceOf(WireException.Malformed.class);
            }
            assertThatThrownBy(() -> strings.decode(new RecordHeaders(), new byte[] {'x'}, 1))
                    .isInstanceOf(WireException.Malformed.class)
                    .hasMessageContaining("a java.lang.String");
        }
    }
}
