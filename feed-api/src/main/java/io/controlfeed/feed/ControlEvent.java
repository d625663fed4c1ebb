package io.controlfeed.feed;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small record: something changed, and the artifact that says to what. It never carries the payload.
 *
 * <p>Whoever holds a {@code ControlEvent} holds a valid one: the constructor refuses everything else with an
 * {@link InvalidEventException} that names each problem and what would be right. Events are immutable.
 *
 * @param eventId given by the producer, unique, the idempotency key from outbox to node; UUIDv7 by convention, see
 *     {@link #newEventId()}; 1 to 128 letters, digits, {@code . _ -}
 * @param controlVersion the feed's own position of the event, given by the feed; 0 means not yet published
 * @param type what kind of change it is, such as {@code tenant.updated}
 * @param tenantId whose resource changed; null if it belongs to no tenant
 * @param subject the resource that changed, such as {@code hostname/www.example.com}; see {@link #subjectKey()}
 * @param version the subject's own version after the change; null if the producer keeps none
 * @param baseVersion the version of the subject that this change replaces, 0 for a subject that must not exist yet;
 *     null if the change applies to whatever is there
 * @param artifact the bytes that the change refers to; null if the event says it all
 * @param createdAt when the producer recorded the change, kept to the microsecond
 * @param origin which control plane the event comes from; null if there is only one
 * @param attributes what else travels along, such as {@code traceparent}; sorted by key
 */
public record ControlEvent(
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

    /** The longest canonical JSON form of an event, in bytes, counted with the widest control version. */
    public static final int MAX_ENCODED_BYTES = 64 * 1024;

    public ControlEvent {
        EventRules rules = new EventRules()
                .event(
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
        rules.throwIfBroken(eventId);
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        attributes = attributes.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        if (EventRules.mayBeTooLong(subject, tenantId, origin, artifact, attributes)) {
            byte[] widest = EventJson.encode(
                    eventId,
                    Long.MAX_VALUE,
                    type,
                    tenantId,
                    subject,
                    version,
                    baseVersion,
                    artifact,
                    createdAt,
                    origin,
                    attributes);
            rules.encodedLength(widest.length).throwIfBroken(eventId);
        }
    }

    /** Starts an event; type and subject are what each event must say. */
    public static Builder builder(String eventId, String type, String subject) {
        return new Builder(eventId, type, subject);
    }

    /** A new event id: a UUIDv7, so that ids of one producer sort by the time they were made. */
    public static String newEventId() {
        return UuidV7.next().toString();
    }

    /** This event with the control version that the feed gave it. */
    public ControlEvent stamped(long newControlVersion) {
        return new ControlEvent(
                eventId,
                newControlVersion,
                type,
                tenantId,
                subject,
                version,
                baseVersion,
                artifact,
                createdAt,
                origin,
                attributes);
    }

    /** This event as it was before a feed gave it a control version. */
    public ControlEvent unstamped() {
        return controlVersion == 0 ? this : stamped(0);
    }

    /** This event, referring to an artifact that was stored for it. */
    public ControlEvent withArtifact(ArtifactRef stored) {
        return new ControlEvent(
                eventId,
                controlVersion,
                type,
                tenantId,
                subject,
                version,
                baseVersion,
                stored,
                createdAt,
                origin,
                attributes);
    }

    /** What the order of events is kept for: tenant and subject together. Two tenants' equal subjects are two subjects. */
    public SubjectKey subjectKey() {
        return new SubjectKey(tenantId, subject);
    }

    /** Collects an event's optional parts; {@link #build()} checks the whole. */
    public static final class Builder {
        private final String eventId;
        private final String type;
        private final String subject;
        private @Nullable String tenantId;
        private @Nullable Long version;
        private @Nullable Long baseVersion;
        private @Nullable ArtifactRef artifact;
        private @Nullable Instant createdAt;
        private @Nullable String origin;
        private final Map<String, String> attributes = new TreeMap<>();

        private Builder(String eventId, String type, String subject) {
            this.eventId = eventId;
            this.type = type;
            this.subject = subject;
        }

        public Builder tenantId(@Nullable String value) {
            tenantId = value;
            return this;
        }

        public Builder version(@Nullable Long value) {
            version = value;
            return this;
        }

        public Builder baseVersion(@Nullable Long value) {
            baseVersion = value;
            return this;
        }

        public Builder artifact(@Nullable ArtifactRef value) {
            artifact = value;
            return this;
        }

        /** When the change was recorded; now, if it is not said. */
        public Builder createdAt(Instant value) {
            createdAt = value;
            return this;
        }

        public Builder origin(@Nullable String value) {
            origin = value;
            return this;
        }

        public Builder attribute(String key, String value) {
            attributes.put(key, value);
            return this;
        }

        public Builder attributes(Map<String, String> values) {
            attributes.putAll(values);
            return this;
        }

        /**
         * The event, with control version 0.
         *
         * @throws InvalidEventException if it is malformed, with every problem
         */
        public ControlEvent build() {
            return new ControlEvent(
                    eventId,
                    0,
                    type,
                    tenantId,
                    subject,
                    version,
                    baseVersion,
                    artifact,
                    createdAt == null ? Instant.now() : createdAt,
                    origin,
                    attributes);
        }
    }
}
