package io.controlfeed.feed.kafka.wire;

import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** An event as a generic record: what other schemas and other people's serializers understand. Fields go by their names. */
final class EventRecords {
    private static final Schema ARTIFACT =
            EventSchema.CURRENT.getField("artifact").schema().getTypes().get(1);

    private EventRecords() {}

    static GenericRecord of(ControlEvent event) {
        GenericRecord record = new GenericData.Record(EventSchema.CURRENT);
        record.put("event_id", event.eventId());
        record.put("type", event.type());
        record.put("tenant_id", event.tenantId());
        record.put("subject", event.subject());
        record.put("version", event.version());
        record.put("base_version", event.baseVersion());
        record.put("artifact", event.artifact() == null ? null : of(event.artifact()));
        record.put("created_at", Micros.of(event.createdAt()));
        record.put("origin", event.origin());
        record.put("attributes", event.attributes());
        return record;
    }

    private static GenericRecord of(ArtifactRef artifact) {
        GenericRecord record = new GenericData.Record(ARTIFACT);
        record.put("digest", artifact.digest());
        record.put("size", artifact.size());
        record.put("media_type", artifact.mediaType());
        record.put("location", artifact.location());
        return record;
    }

    /** @throws IllegalArgumentException if it is no well-formed event, also if a field is missing or of another type */
    static ControlEvent event(IndexedRecord record, long controlVersion) {
        return new ControlEvent(
                required(text(record, "event_id"), "event_id"),
                controlVersion,
                required(text(record, "type"), "type"),
                text(record, "tenant_id"),
                required(text(record, "subject"), "subject"),
                number(record, "version"),
                number(record, "base_version"),
                artifact(record),
                required(time(record), "created_at"),
                text(record, "origin"),
                attributes(record));
    }

    private static @Nullable ArtifactRef artifact(IndexedRecord event) {
        Object value = field(event, "artifact");
        if (value == null) {
            return null;
        }
        IndexedRecord artifact = typed(value, IndexedRecord.class, "artifact");
        return new ArtifactRef(
                required(text(artifact, "digest"), "artifact.digest"),
                number(artifact, "size"),
                text(artifact, "media_type"),
                text(artifact, "location"));
    }

    private static Map<String, String> attributes(IndexedRecord event) {
        Object value = field(event, "attributes");
        Map<String, String> attributes = new HashMap<>();
        if (value != null) {
            Map<?, ?> texts = typed(value, Map.class, "attributes");
            texts.forEach((key, text) -> attributes.put(String.valueOf(key), String.valueOf(text)));
        }
        return attributes;
    }

    /** A deserializer may have been told to turn logical types into Java's. */
    private static @Nullable Instant time(IndexedRecord event) {
        Object value = field(event, "created_at");
        return value == null || value instanceof Instant
                ? (Instant) value
                : Micros.toInstant(typed(value, Long.class, "created_at"));
    }

    private static @Nullable String text(IndexedRecord record, String name) {
        Object value = field(record, name);
        return value == null ? null : typed(value, CharSequence.class, name).toString();
    }

    private static @Nullable Long number(IndexedRecord record, String name) {
        Object value = field(record, name);
        return value == null ? null : typed(value, Long.class, name);
    }

    private static @Nullable Object field(IndexedRecord record, String name) {
        Schema.Field field = record.getSchema().getField(name);
        return field == null ? null : record.get(field.pos());
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("its field " + name + " is missing");
        }
        return value;
    }

    private static <T> T typed(Object value, Class<T> type, String name) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("its field " + name + " is a "
                    + value.getClass().getSimpleName() + ", not a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
