package io.controlfeed.feed.kafka.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** The first bytes of a value: which format it has, and which schema its body was written with. */
final class WirePrefix {
    /** Avro's single-object encoding: C3 01, and the schema's CRC-64-AVRO, little endian. */
    static final int SINGLE_OBJECT_LENGTH = 2 + Long.BYTES;

    /** Confluent's wire format: 0, and the id that a registry gave to the schema, big endian. */
    static final int CONFLUENT_LENGTH = 1 + Integer.BYTES;

    private static final byte CONFLUENT_MAGIC = 0;
    private static final byte[] SINGLE_OBJECT_MAGIC = {(byte) 0xC3, 1};

    private WirePrefix() {}

    static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }

    static byte[] singleObject(Schema schema) {
        return ByteBuffer.allocate(SINGLE_OBJECT_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(SINGLE_OBJECT_MAGIC)
                .putLong(fingerprint(schema))
                .array();
    }

    static byte[] confluent(int schemaId) {
        return ByteBuffer.allocate(CONFLUENT_LENGTH)
                .put(CONFLUENT_MAGIC)
                .putInt(schemaId)
                .array();
    }

    static boolean isSingleObject(byte[] value) {
        return value.length >= SINGLE_OBJECT_LENGTH
                && value[0] == SINGLE_OBJECT_MAGIC[0]
                && value[1] == SINGLE_OBJECT_MAGIC[1];
    }

    static boolean isConfluent(byte[] value) {
        return value.length >= CONFLUENT_LENGTH && value[0] == CONFLUENT_MAGIC;
    }

    static long fingerprint(byte[] singleObject) {
        return ByteBuffer.wrap(singleObject).order(ByteOrder.LITTLE_ENDIAN).getLong(SINGLE_OBJECT_MAGIC.length);
    }

    static int schemaId(byte[] confluent) {
        return ByteBuffer.wrap(confluent).getInt(1);
    }
}
