package io.controlfeed.feed.tck;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.time.Instant;

/** Events of special sizes. */
final class Events {
    /** Just below an attribute's own limit. */
    private static final int FILL = 8_000;

    private Events() {}

    /** An event whose canonical form, with the widest version, has exactly the length that an event may have. */
    static ControlEvent largest(String id) {
        ControlEvent.Builder event = ControlEvent.builder(id, "tenant.updated", "large")
                // Of one time: not every one takes as many characters.
                .createdAt(Instant.now());
        for (int i = 0; i < ControlEvent.MAX_ENCODED_BYTES / (FILL + 20); i++) {
            event.attribute("fill-" + i, "x".repeat(FILL));
        }
        int rest = ControlEvent.MAX_ENCODED_BYTES
                - encodedLength(event.attribute("rest", "").build());
        return event.attribute("rest", "x".repeat(rest)).build();
    }

    private static int encodedLength(ControlEvent event) {
        return EventJson.encode(event.stamped(Long.MAX_VALUE)).length;
    }
}
