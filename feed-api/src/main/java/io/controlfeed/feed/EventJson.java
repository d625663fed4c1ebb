package io.controlfeed.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The canonical JSON form of an event: UTF-8, no white space, fields in a fixed order, what is absent left out, attributes
 * sorted. Equal events have equal bytes.
 *
 * <p>Reading takes any JSON layout and ignores fields that it does not know, so that newer producers can say more.
 */
public final class EventJson {
    private static final String ATTRIBUTES = "attributes";

    private EventJson() {}

    /** The event's canonical form, at most {@link ControlEvent#MAX_ENCODED_BYTES} long. */
    public static byte[] encode(ControlEvent event) {
        return encode(
                event.eventId(),
                event.controlVersion(),
                event.type(),
                event.tenantId(),
                event.subject(),
                event.version(),
                event.baseVersion(),
                event.artifact(),
                event.createdAt(),
                event.origin(),
                event.attributes());
    }

    /** The event's canonical form as text. */
    public static String toText(ControlEvent event) {
        return new String(encode(event), UTF_8);
    }

    /** An event's attributes alone, as they stand in its canonical form. */
    public static String attributesToText(Map<String, String> attributes) {
        JsonWriter json = new JsonWriter();
        new TreeMap<>(attributes).forEach(json::field);
        return new String(json.toUtf8(), UTF_8);
    }

    /**
     * Reads an event's attributes alone.
     *
     * @throws InvalidEventException if the text is no JSON object of strings
     */
    public static Map<String, String> attributes(String json) {
        Fields fields = new Fields(Map.of(ATTRIBUTES, JsonReader.object(json)));
        Map<String, String> attributes = fields.strings(ATTRIBUTES);
        fields.rules.throwIfBroken(null);
        return attributes;
    }

    /** Takes the parts, so that an event can be measured before it exists. */
    static byte[] encode(
            String eventId,
            long controlVersion,
            String type,
            @Nullable String tenantId,
            String subject,
            @Nullable Long version,
            @Nullable Long baseVersion,
            @Nullable ArtifactRef artifact,
            Instant createdAt,
            @Nullable String origin,
            Map<String, String> attributes) {
        JsonWriter json = new JsonWriter()
                .field("event_id", eventId)
                .field("control_version", controlVersion == 0 ? null : controlVersion)
                .field("type", type)
                .field("tenant_id", tenantId)
                .field("subject", subject)
                .field("version", version)
                .field("base_version", baseVersion);
        if (artifact != null) {
            json.field("artifact_ref", artifact.location())
                    .field("checksum", artifact.digest())
                    .field("artifact_size", artifact.size())
                    .field("artifact_media_type", artifact.mediaType());
        }
        return json.field("created_at", createdAt.toString())
                .field("origin", origin)
                .field(ATTRIBUTES, attributes)
                .toUtf8();
    }

    /**
     * Reads one event.
     *
     * @throws InvalidEventException if the bytes are not JSON, or not a well-formed event
     */
    public static ControlEvent decode(byte[] json) {
        return decode(json, null);
    }

    /** Reads one event; one that does not say when it was created gets the given time. */
    public static ControlEvent decode(byte[] json, @Nullable Instant createdAtIfAbsent) {
        return new Fields(JsonReader.object(json)).event(createdAtIfAbsent);
    }

    /** Picks an event's fields out of a JSON object; a field of the wrong type is a problem like any other. */
    private static final class Fields {
        private final Map<String, @Nullable Object> json;
        private final EventRules rules = new EventRules();

        Fields(Map<String, @Nullable Object> json) {
            this.json = json;
        }

        ControlEvent event(@Nullable Instant createdAtIfAbsent) {
            String eventId = string("event_id");
            Long givenVersion = integer("control_version");
            long controlVersion = givenVersion == null ? 0 : givenVersion;
            String type = string("type");
            String tenantId = string("tenant_id");
            String subject = string("subject");
            Long version = integer("version");
            Long baseVersion = integer("base_version");
            ArtifactParts artifact = new ArtifactParts(
                    string("checksum"),
                    integer("artifact_size"),
                    string("artifact_media_type"),
                    string("artifact_ref"));
            Instant createdAt = time("created_at", createdAtIfAbsent);
            String origin = string("origin");
            Map<String, String> attributes = strings(ATTRIBUTES);

            rules.event(
                    eventId,
                    controlVersion,
                    type,
                    tenantId,
                    subject,
                    version,
                    baseVersion,
                    createdAt,
                    origin,
                    attributes);
            if (artifact.isPresent()) {
                rules.artifact(artifact.digest, artifact.size, artifact.mediaType, artifact.location);
            }
            rules.throwIfBroken(eventId);
            return new ControlEvent(
                    requireNonNull(eventId),
                    controlVersion,
                    requireNonNull(type),
                    tenantId,
                    requireNonNull(subject),
                    version,
                    baseVersion,
                    artifact.isPresent() ? artifact.ref() : null,
                    requireNonNull(createdAt),
                    origin,
                    attributes);
        }

        private @Nullable String string(String field) {
            Object value = json.get(field);
            if (value instanceof String text) {
                return text;
            }
            if (value != null) {
                wrong(field, value, "a string");
            }
            return null;
        }

        private @Nullable Long integer(String field) {
            Object value = json.get(field);
            Long number = value instanceof JsonReader.JsonNumber written ? written.asLong() : null;
            if (value != null && number == null) {
                wrong(field, value, "a whole number, at most " + Long.MAX_VALUE);
            }
            return number;
        }

        private @Nullable Instant time(String field, @Nullable Instant ifAbsent) {
            String text = string(field);
            if (text == null) {
                return ifAbsent;
            }
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException notATime) {
                wrong(field, text, "an ISO-8601 time with its offset, such as 2026-01-31T12:00:00Z");
                return null;
            }
        }

        private Map<String, String> strings(String field) {
            Map<String, String> strings = new TreeMap<>();
            Object value = json.get(field);
            if (value instanceof Map<?, ?> object) {
                if (rules.attributeCount(object.size())) {
                    object.forEach((key, member) -> {
                        if (member instanceof String text) {
                            strings.put((String) key, text);
                        } else {
                            wrong(field + "." + EventRules.printable(key), member, "a string");
                        }
                    });
                }
            } else if (value != null) {
                wrong(field, value, "an object of strings");
            }
            return strings;
        }

        private void wrong(String field, @Nullable Object value, String right) {
            rules.check(false, field, value == null ? "null" : value, right);
        }
    }

    private record ArtifactParts(
            @Nullable String digest,
            @Nullable Long size,
            @Nullable String mediaType,
            @Nullable String location) {

        boolean isPresent() {
            return digest != null || size != null || mediaType != null || location != null;
        }

        ArtifactRef ref() {
            return new ArtifactRef(requireNonNull(digest), size, mediaType, location);
        }
    }
}
