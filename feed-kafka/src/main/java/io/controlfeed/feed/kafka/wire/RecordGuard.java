package io.controlfeed.feed.kafka.wire;

import io.controlfeed.feed.ControlEvent;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What is demanded of every record, whoever decodes its value. */
final class RecordGuard {
    private RecordGuard() {}

    static byte[] value(byte @Nullable [] value) throws WireException.Malformed {
        if (value == null) {
            throw new WireException.Malformed(
                    "the record has no value: a tombstone",
                    "Events are never deleted by tombstones: find out who wrote it, and that the topic is not compacted.",
                    null);
        }
        if (value.length > EventDecoder.MAX_VALUE_BYTES) {
            throw new WireException.Malformed(
                    "the value has " + value.length + " bytes, and no event has more than "
                            + EventDecoder.MAX_VALUE_BYTES,
                    null);
        }
        return value;
    }

    /** Ids are looked up by header alone: an event that has another id in it would be there for some, and not for others. */
    static ControlEvent event(ControlEvent event, Headers headers) throws WireException.Malformed {
        String id = EventHeaders.eventId(headers);
        if (id != null && !id.equals(event.eventId())) {
            throw new WireException.Malformed(
                    "the header ce_id says '" + id + "', and the value '" + event.eventId() + "'", null);
        }
        return event;
    }
}
