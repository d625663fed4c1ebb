package io.controlfeed.feed.kafka.wire;

import io.controlfeed.feed.ControlEvent;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Gets events out of a deserializer of the user's own. */
final class DeserializerDecoder implements EventDecoder {
    private final Deserializer<Object> deserializer;
    private final String topic;

    @SuppressWarnings("unchecked") // what it gives is looked at each time
    DeserializerDecoder(String className, String topic, Map<String, ?> properties) throws WireException {
        this.topic = topic;
        this.deserializer = UserClass.configured(
                "value.deserializer", className, Deserializer.class, made -> made.configure(properties, false));
    }

    @Override
    public ControlEvent decode(Headers headers, byte @Nullable [] value, long controlVersion) throws WireException {
        Object decoded = deserialized(headers, RecordGuard.value(value));
        if (!(decoded instanceof IndexedRecord record)) {
            throw new WireException.Malformed(
                    name() + " made "
                            + (decoded == null
                                    ? "nothing"
                                    : "a " + decoded.getClass().getName()) + " of the value, not an Avro record",
                    "Use a deserializer that gives Avro's GenericRecord.",
                    null);
        }
        try {
            return RecordGuard.event(EventRecords.event(record, controlVersion), headers);
        } catch (RuntimeException e) {
            throw new WireException.Malformed("the value is no event: " + e.getMessage(), e);
        }
    }

    /** Bytes that make it run out of stack, or ask for more memory than there is, are as malformed as others. */
    private @Nullable Object deserialized(Headers headers, byte[] value) throws WireException {
        try {
            return deserializer.deserialize(topic, headers, value);
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            String reason = name() + " failed: " + Causes.told(e);
            throw Causes.mayPass(e)
                    ? new WireException.Unavailable(
                            reason, "Look whether its schema registry runs; it is tried again.", e)
                    : new WireException.Malformed(reason, e);
        }
    }

    private String name() {
        return deserializer.getClass().getName();
    }

    @Override
    public void close() {
        deserializer.close();
    }
}
