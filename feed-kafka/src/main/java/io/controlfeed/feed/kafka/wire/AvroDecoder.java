package io.controlfeed.feed.kafka.wire;

import io.controlfeed.feed.ControlEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Finds the schema that a value's first bytes name, and reads the rest with it. */
final class AvroDecoder implements EventDecoder {
    /** A registry has few schemas that can be read as events; only one that is flooded with them reaches this. */
    private static final int MOST_SCHEMAS = 1_000;

    private final @Nullable SchemaRegistry registry;
    private final Map<Long, BodyReader> byFingerprint = new HashMap<>();
    private final Map<Integer, BodyReader> bySchemaId = new HashMap<>();
    private final BoundedDecoder in = new BoundedDecoder();

    AvroDecoder(@Nullable SchemaRegistry registry) {
        this.registry = registry;
        EventSchema.VERSIONS.forEach(
                version -> byFingerprint.put(WirePrefix.fingerprint(version), BodyReader.of(version)));
    }

    @Override
    public ControlEvent decode(Headers headers, byte @Nullable [] nullableValue, long controlVersion)
            throws WireException {
        byte[] value = RecordGuard.value(nullableValue);
        if (WirePrefix.isSingleObject(value)) {
            BodyReader reader = byFingerprint(WirePrefix.fingerprint(value));
            return event(reader, headers, value, WirePrefix.SINGLE_OBJECT_LENGTH, controlVersion);
        }
        if (WirePrefix.isConfluent(value)) {
            BodyReader reader = bySchemaId(WirePrefix.schemaId(value));
            return event(reader, headers, value, WirePrefix.CONFLUENT_LENGTH, controlVersion);
        }
        throw new WireException.Malformed(
                "the value, " + value.length + " bytes that begin with "
                        + HexFormat.of().formatHex(value, 0, Math.min(value.length, 10))
                        + ", is neither in Avro's single-object encoding (c301, fingerprint) nor in Confluent's wire format"
                        + " (00, schema id)",
                null);
    }

    private BodyReader byFingerprint(long fingerprint) throws WireException.Malformed {
        BodyReader reader = byFingerprint.get(fingerprint);
        if (reader == null) {
            throw new WireException.Malformed(
                    "the value was written with a schema that is not known here, fingerprint "
                            + HexFormat.of().toHexDigits(fingerprint),
                    "If a newer version of Controlfeed wrote it, upgrade this one: readers first, then writers.",
                    null);
        }
        return reader;
    }

    private BodyReader bySchemaId(int id) throws WireException {
        BodyReader known = bySchemaId.get(id);
        if (known != null) {
            return known;
        }
        if (id < 0) {
            throw new WireException.Malformed("no schema has the id " + id + ", which the value names", null);
        }
        if (registry == null) {
            throw new WireException.Malformed(
                    "the value is in Confluent's wire format, schema id " + id + ", and no schema registry is given",
                    "Name the registry with --schema-registry-url.",
                    null);
        }
        Schema schema = registry.schema(id);
        try {
            WriterSchema.check(schema);
        } catch (IllegalArgumentException unfit) {
            throw new WireException.Malformed(
                    "the value's schema, " + schema.getFullName() + " with id " + id + ", cannot be read as "
                            + EventSchema.CURRENT.getFullName() + ": " + unfit.getMessage(),
                    unfit);
        }
        if (bySchemaId.size() == MOST_SCHEMAS) {
            bySchemaId.clear();
        }
        BodyReader reader = BodyReader.of(schema);
        bySchemaId.put(id, reader);
        return reader;
    }

    private ControlEvent event(BodyReader reader, Headers headers, byte[] value, int bodyAt, long controlVersion)
            throws WireException.Malformed {
        ControlEvent event;
        try {
            event = reader.read(in.over(value, bodyAt), controlVersion);
            in.end();
        } catch (IOException | RuntimeException e) {
            throw new WireException.Malformed("the value does not decode: " + e.getMessage(), e);
        }
        return RecordGuard.event(event, headers);
    }

    @Override
    public void close() {}
}
