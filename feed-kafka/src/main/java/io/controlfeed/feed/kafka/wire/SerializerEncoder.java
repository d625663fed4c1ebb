package io.controlfeed.feed.kafka.wire;

import io.controlfeed.feed.ControlEvent;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/** Hands events to a serializer of the user's own. */
final class SerializerEncoder implements EventEncoder {
    private final Serializer<Object> serializer;
    private final String topic;

    @SuppressWarnings("unchecked") // what it takes is found out by giving it a record
    SerializerEncoder(String className, String topic, Map<String, ?> properties) throws WireException {
        this.topic = topic;
        this.serializer = UserClass.configured(
                "value.serializer", className, Serializer.class, made -> made.configure(properties, false));
    }

    @Override
    public byte[] encode(ControlEvent event, Headers headers) throws WireException {
        byte[] value;
        try {
            value = serializer.serialize(topic, headers, EventRecords.of(event));
        } catch (RuntimeException | LinkageError e) {
            throw failure(e);
        }
        if (value == null) {
            throw new WireException.Refused(
                    name() + " gave no bytes for an event", "Use one that takes Avro's GenericRecord.", null);
        }
        EventHeaders.write(event, headers);
        return value;
    }

    private WireException failure(Throwable thrown) {
        String reason = name() + " failed: " + Causes.told(thrown);
        return Causes.mayPass(thrown)
                ? new WireException.Unavailable(
                        reason, "Look whether its schema registry runs; it is tried again.", thrown)
                : new WireException.Refused(reason, "Check its settings; it must take Avro's GenericRecord.", thrown);
    }

    private String name() {
        return serializer.getClass().getName();
    }

    @Override
    public void close() {
        serializer.close();
    }
}
