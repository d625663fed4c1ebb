package io.controlfeed.feed;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** The names of an event's fields in JSON, for whoever wants to tell a typing error from a newer producer's field. */
public final class EventFields {
    /** Taken from an event that has them all, so that they stand in one place: where events are written. */
    private static final Set<String> KNOWN = Collections.unmodifiableSet(new TreeSet<>(JsonReader.object(
                    EventJson.encode(ControlEvent.builder("id", "type", "subject")
                            .tenantId("tenant")
                            .version(2L)
                            .baseVersion(1L)
                            .artifact(new ArtifactRef("sha256:" + "0".repeat(64), 0L, "text/plain", "place"))
                            .createdAt(Instant.EPOCH)
                            .origin("origin")
                            .attribute("key", "value")
                            .build()
                            .stamped(1)))
            .keySet()));

    private EventFields() {}

    /** All fields that an event can have. */
    public static Set<String> known() {
        return KNOWN;
    }

    /**
     * The fields of a JSON object that mean nothing in an event, and so are ignored by whoever reads it.
     *
     * @throws InvalidEventException if the bytes are not a JSON object
     */
    public static Set<String> unknownIn(byte[] json) {
        Set<String> unknown = new TreeSet<>(JsonReader.object(json).keySet());
        unknown.removeAll(KNOWN);
        return unknown;
    }
}
