package io.controlfeed.feed.kafka.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * What a schema out of a registry must be, so that a value written with it can be read as an event, in bounded time: few bytes
 * make endless work with a schema that contains itself, or that doubles at each level.
 */
final class WriterSchema {
    private static final int MOST_PARTS = 1_000;

    private WriterSchema() {}

    /** @throws IllegalArgumentException if no event can come of it, with the reason */
    static void check(Schema schema) {
        if (parts(schema) > MOST_PARTS) {
            throw new IllegalArgumentException(
                    "it contains itself, or has more than " + MOST_PARTS + " parts when it is written out");
        }
        var pair = SchemaCompatibility.checkReaderWriterCompatibility(EventSchema.CURRENT, schema);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new IllegalArgumentException(pair.getResult().getIncompatibilities().stream()
                    .findFirst()
                    .map(first -> first.getType() + " at " + first.getLocation())
                    .orElse("it is not compatible with " + EventSchema.CURRENT.getFullName()));
        }
    }

    /** With each use of a named type counted again; stops when it is too many. */
    private static int parts(Schema root) {
        Deque<Schema> open = new ArrayDeque<>(List.of(root));
        int parts = 0;
        while (!open.isEmpty() && parts <= MOST_PARTS) {
            Schema schema = open.pop();
            parts++;
            switch (schema.getType()) {
                case RECORD -> schema.getFields().forEach(field -> open.push(field.schema()));
                case UNION -> schema.getTypes().forEach(open::push);
                case ARRAY -> open.push(schema.getElementType());
                case MAP -> open.push(schema.getValueType());
                default -> {}
            }
        }
        return parts;
    }
}
