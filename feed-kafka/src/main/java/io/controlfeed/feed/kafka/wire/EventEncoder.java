package io.controlfeed.feed.kafka.wire;

import io.controlfeed.feed.ControlEvent;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/** Makes events into records' values and headers. One thread uses it, for one event after the other. */
public interface EventEncoder extends AutoCloseable {
    /**
     * Adds the event's headers, and returns the value. Its control version is not in it. May block for as long as the schema
     * registry may take, the first time and until that has succeeded once; never after that.
     *
     * @throws WireException.Unavailable if the schema registry is away
     * @throws WireException.Refused if the schema registry, or the user's serializer, says no
     */
    byte[] encode(ControlEvent event, Headers headers) throws WireException;

    @Override
    void close();

    /** Avro's single-object encoding: needs no registry. */
    static EventEncoder singleObject() {
        byte[] prefix = WirePrefix.singleObject(EventSchema.CURRENT);
        return new AvroEncoder(() -> prefix);
    }

    /** Confluent's wire format, with the schema's id under the subject {@code <topic>-value}. */
    static EventEncoder confluent(String topic, SchemaRegistry registry) {
        return new AvroEncoder(() -> WirePrefix.confluent(registry.id(topic + "-value", EventSchema.CURRENT)));
    }

    /**
     * A serializer of the user's own, which is handed a {@link org.apache.avro.generic.GenericRecord}.
     *
     * @param properties all properties of the Kafka client, those that Kafka does not know included
     * @throws WireException.Refused if there is no such class, or it does not take the properties
     */
    static EventEncoder serializer(String className, String topic, Map<String, ?> properties) throws WireException {
        return new SerializerEncoder(className, topic, properties);
    }
}
