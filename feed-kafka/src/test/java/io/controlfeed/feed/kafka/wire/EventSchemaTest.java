package io.controlfeed.feed.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was released stays readable. {@code schemas/vN.avsc} and {@code golden/vN.*.hex} are kept copies: they are added to, and
 * never changed.
 */
class EventSchemaTest {
    static IntStream versions() {
        return IntStream.rangeClosed(1, EventSchema.VERSIONS.size());
    }

    private static String kept(String name) throws IOException {
        try (InputStream text = EventSchemaTest.class.getResourceAsStream(name)) {
            assertThat(text)
                    .as("%s is not kept: a new version of the schema comes with its copy and its golden bytes", name)
                    .isNotNull();
            return new String(Objects.requireNonNull(text).readAllBytes(), UTF_8);
        }
    }

    private static Schema keptSchema(int version) throws IOException {
        return new Schema.Parser().parse(kept("schemas/v" + version + ".avsc"));
    }

    private static byte[] golden(int version, String format) throws IOException {
        return HexFormat.of()
                .parseHex(kept("golden/v" + version + "." + format + ".hex").strip());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void releasedVersion_isAsItWas(int version) throws IOException {
        assertThat(EventSchema.VERSIONS.get(version - 1).toString())
                .as("version %d of the schema was changed: leave it, and add version %d", version, version + 1)
                .isEqualTo(keptSchema(version).toString());
    }

    @Test
    void newestKeptVersion_isTheOneThatIsWritten() {
        int next = EventSchema.VERSIONS.size() + 1;
        assertThat(EventSchemaTest.class.getResource("schemas/v" + next + ".avsc"))
                .as("version %d is kept, and EventSchema does not know it", next)
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void currentSchemaAndEachKeptOne_readEachOther(int version) throws IOException {
        Schema kept = keptSchema(version);
        assertReads(EventSchema.CURRENT, kept);
        assertReads(kept, EventSchema.CURRENT);
    }

    private static void assertReads(Schema reader, Schema writer) {
        var pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        assertThat(pair.getType()).as(pair.getDescription()).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void goldenBytes_areReadInBothFormats(int version) throws Exception {
        try (RegistryServer registry = RegistryServer.plain();
                EventDecoder decoder = EventDecoder.avro(Registries.of(registry))) {
            registry.add(keptSchema(version));
            for (String format : new String[] {"single-object", "confluent"}) {
                ControlEvent event = decoder.decode(new RecordHeaders(), golden(version, format), 0);
                assertThat(event).as(format).isEqualTo(SampleEvents.FULL);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void currentBytes_areReadWithTheKeptSchema(int version) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        EventBody.write(SampleEvents.FULL, encoder);
        GenericRecord read = new GenericDatumReader<GenericRecord>(EventSchema.CURRENT, keptSchema(version))
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        assertThat(EventRecords.event(read, 0)).isEqualTo(SampleEvents.FULL);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void bytesOfTheKeptSchema_areReadByUs(int version) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(WirePrefix.singleObject(keptSchema(version)));
        GenericRecord current = EventRecords.of(SampleEvents.FULL);
        GenericRecord written = new GenericDatumReader<GenericRecord>(EventSchema.CURRENT, keptSchema(version))
                .read(null, DecoderFactory.get().binaryDecoder(Bodies.byAvro(current), null));
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(keptSchema(version)).write(written, encoder);
        try (EventDecoder decoder = EventDecoder.avro(null)) {
            assertThat(decoder.decode(new RecordHeaders(), bytes.toByteArray(), 0))
                    .isEqualTo(SampleEvents.FULL);
        }
    }

    @Test
    void whatIsWritten_isTheGoldenBytesOfTheNewestVersion() throws Exception {
        int newest = EventSchema.VERSIONS.size();
        try (RegistryServer registry = RegistryServer.plain();
                EventEncoder singleObject = EventEncoder.singleObject();
                EventEncoder confluent = EventEncoder.confluent("topic", Registries.of(registry))) {
            assertThat(singleObject.encode(SampleEvents.FULL, new RecordHeaders()))
                    .asHexString()
                    .isEqualToIgnoringCase(HexFormat.of().formatHex(golden(newest, "single-object")));
            assertThat(confluent.encode(SampleEvents.FULL, new RecordHeaders()))
                    .asHexString()
                    .isEqualToIgnoringCase(HexFormat.of().formatHex(golden(newest, "confluent")));
        }
    }
}
