package io.controlfeed.feed.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.ControlEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    private final EventEncoder encoder = EventEncoder.singleObject();
    private final EventDecoder decoder = EventDecoder.avro(null);

    static List<ControlEvent> events() {
        return SampleEvents.all();
    }

    private byte[] good() throws WireException {
        return encoder.encode(SampleEvents.FULL, new RecordHeaders());
    }

    private static String malformed(EventDecoder decoder, byte @Nullable [] value) {
        try {
            ControlEvent event = decoder.decode(new RecordHeaders(), value, 1);
            throw new AssertionError("decoded: " + event);
        } catch (WireException e) {
            assertThat(e).isInstanceOf(WireException.Malformed.class);
            assertThat(e.hint()).isNotBlank();
            return e.reason();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void decodedEvent_isTheEncodedOne_withTheVersionOfItsRecord(ControlEvent event) throws Exception {
        RecordHeaders headers = new RecordHeaders();
        byte[] value = encoder.encode(event, headers);
        assertThat(decoder.decode(headers, value, 42)).isEqualTo(event.stamped(42));
        assertThat(value.length).isLessThan(EventDecoder.MAX_VALUE_BYTES);
    }

    @Test
    void decodedEvent_isTheEncodedOne_byChance() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            ControlEvent event = SampleEvents.random(random);
            assertThat(decoder.decode(new RecordHeaders(), encoder.encode(event, new RecordHeaders()), 0))
                    .isEqualTo(event);
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void body_isWhatAvroItselfWritesAndReads(ControlEvent event) throws Exception {
        byte[] value = encoder.encode(event, new RecordHeaders());
        byte[] body = Arrays.copyOfRange(value, WirePrefix.SINGLE_OBJECT_LENGTH, value.length);
        assertThat(body).isEqualTo(Bodies.byAvro(EventRecords.of(event)));
        assertThat(EventRecords.event(Bodies.byAvro(body, EventSchema.CURRENT), 0))
                .isEqualTo(event);
    }

    @Test
    void mapInSeveralBlocks_alsoWithTheirLengths_isRead() throws Exception {
        byte[] value = encoder.encode(SampleEvents.MINIMAL, new RecordHeaders());
        byte[] upToTheMap = Arrays.copyOf(value, value.length - 1);
        byte[] blocks = HexFormat.of().parseHex("02" + "0261" + "0278" + "01" + "08" + "0262" + "0279" + "00");
        ControlEvent event = decoder.decode(new RecordHeaders(), Bodies.joined(upToTheMap, blocks), 0);
        assertThat(event.attributes())
                .containsOnlyKeys("a", "b")
                .containsEntry("a", "x")
                .containsEntry("b", "y");
    }

    @Test
    void noValue_isATombstone() {
        assertThat(malformed(decoder, null)).contains("tombstone");
    }

    @ParameterizedTest
    @CsvSource({"'',0 bytes", "7b226964223a317d,7b226964223a317d", "c3,1 bytes", "c301f8dafd,5 bytes", "0000,2 bytes"})
    void unknownFormat_isToldWithItsFirstBytes(String hex, String told) {
        assertThat(malformed(decoder, HexFormat.of().parseHex(hex))).contains(told, "neither");
    }

    @Test
    void unknownFingerprint_isNamed() {
        assertThat(malformed(decoder, HexFormat.of().parseHex("c301f8dafd97178dfca7066162630e")))
                .contains("a7fc8d1797fddaf8");
    }

    @Test
    void confluentFormatWithoutARegistry_tellsTheFlag() {
        assertThatThrownBy(() -> decoder.decode(new RecordHeaders(), new byte[] {0, 0, 0, 0, 2, 6}, 1))
                .isInstanceOf(WireException.Malformed.class)
                .hasMessageContaining("schema id 2")
                .hasMessageContaining("--schema-registry-url");
    }

    @Test
    void tooLongValue_isRefusedUnread() {
        assertThat(malformed(decoder, new byte[1 << 20])).contains("1048576 bytes");
    }

    @Test
    void everyTruncation_isMalformed() throws Exception {
        byte[] good = good();
        for (int length = 0; length < good.length; length++) {
            malformed(decoder, Arrays.copyOf(good, length));
        }
    }

    @Test
    void whatFollowsTheEvent_isRefused() throws Exception {
        assertThat(malformed(decoder, Arrays.copyOf(good(), good().length + 1))).contains("1 bytes follow");
    }

    @ParameterizedTest
    @CsvSource({
        "feffffff0f,2147483647 bytes should follow",
        "ffffffffffffffffff01,a length is negative",
        "01,a length is negative",
        "ffffffffffffffffffff01,a number has more than 10 bytes",
        "02ff,not UTF-8"
    })
    void forgedText_isRefusedBeforeItTakesMemory(String eventId, String told) {
        byte[] value = Bodies.joined(
                WirePrefix.singleObject(EventSchema.CURRENT), HexFormat.of().parseHex(eventId));
        assertThat(malformed(decoder, value)).contains(told);
    }

    @ParameterizedTest
    @CsvSource({
        "feffffff0f,2147483647 items",
        "ffffffffffffffffff0100,-9223372036854775808 items",
        "0d0d,length is negative"
    })
    void forgedMap_isRefusedBeforeItTakesMemory(String count, String told) throws Exception {
        byte[] minimal = encoder.encode(SampleEvents.MINIMAL, new RecordHeaders());
        byte[] value = Bodies.joined(
                Arrays.copyOf(minimal, minimal.length - 1), HexFormat.of().parseHex(count));
        assertThat(malformed(decoder, value)).contains(told);
    }

    @Test
    void wellEncodedButMalformedEvent_isToldWithEveryProblem() throws Exception {
        GenericRecord record = EventRecords.of(SampleEvents.FULL);
        record.put("event_id", "no id");
        record.put("version", -1L);
        byte[] value = Bodies.joined(WirePrefix.singleObject(EventSchema.CURRENT), Bodies.byAvro(record));
        assertThat(malformed(decoder, value)).contains("event_id is 'no id'", "version is '-1'");
    }

    @Test
    void headerOfAnotherId_isMalformed() throws Exception {
        RecordHeaders headers = new RecordHeaders();
        byte[] value = encoder.encode(SampleEvents.FULL, headers);
        headers.add("ce_id", "another".getBytes(UTF_8));
        assertThatThrownBy(() -> decoder.decode(headers, value, 1))
                .isInstanceOf(WireException.Malformed.class)
                .hasMessageContaining("ce_id says 'another', and the value '0193-full'");
    }

    @Test
    void newerSchemaOfTheRegistry_isRead_withWhatItAddsLeftOut() throws Exception {
        Schema newer = withField(SchemaBuilder.builder().array().items().nullType());
        GenericRecord record = new GenericData.Record(newer);
        GenericRecord known = EventRecords.of(SampleEvents.FULL);
        known.getSchema().getFields().forEach(field -> record.put(field.name(), known.get(field.pos())));
        record.put("more", Arrays.asList(null, null));
        try (RegistryServer registry = RegistryServer.plain();
                EventDecoder withRegistry = EventDecoder.avro(Registries.of(registry))) {
            byte[] value = Bodies.joined(WirePrefix.confluent(registry.add(newer)), Bodies.byAvro(record));
            assertThat(withRegistry.decode(new RecordHeaders(), value, 0)).isEqualTo(SampleEvents.FULL);
            byte[] bomb = Bodies.joined(
                    Arrays.copyOf(value, value.length - 2), HexFormat.of().parseHex("feffffff0f00"));
            assertThat(malformed(withRegistry, bomb)).contains("2147483647 items");
        }
    }

    @Test
    void schemaThatNoEventCanComeOf_isToldWithTheReason() throws Exception {
        Schema other = SchemaBuilder.record("Other").fields().requiredInt("n").endRecord();
        Schema endless = withField(
                new Schema.Parser()
                        .parse(
                                "{\"type\":\"record\",\"name\":\"Loop\",\"fields\":[{\"name\":\"l\",\"type\":[\"null\",\"Loop\"]}]}"));
        try (RegistryServer registry = RegistryServer.plain();
                EventDecoder withRegistry = EventDecoder.avro(Registries.of(registry))) {
            assertThat(malformed(withRegistry, WirePrefix.confluent(registry.add(other))))
                    .contains("Other with id 1, cannot be read as io.controlfeed.ControlEvent: NAME_MISMATCH at /name");
            assertThat(malformed(withRegistry, WirePrefix.confluent(registry.add(endless))))
                    .contains("contains itself");
            assertThat(malformed(withRegistry, WirePrefix.confluent(99))).contains("no schema with id 99");
        }
    }

    private static Schema withField(Schema added) {
        List<Schema.Field> fields = new ArrayList<>();
        EventSchema.CURRENT.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("more", added));
        return Schema.createRecord("ControlEvent", null, "io.controlfeed", false, fields);
    }
}
