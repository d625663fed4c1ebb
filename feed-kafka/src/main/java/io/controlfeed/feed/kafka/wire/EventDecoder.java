package io.controlfeed.feed.kafka.wire;

import io.controlfeed.feed.ControlEvent;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Makes records into events. One thread uses it, for one record after the other. */
public interface EventDecoder extends AutoCloseable {
    /** The longest value that is looked at. An event has at most half of it; the rest is for what newer versions may add. */
    int MAX_VALUE_BYTES = 2 * ControlEvent.MAX_ENCODED_BYTES;

    /**
     * The event in a record. Whatever the bytes are, the outcome is an event or one of these exceptions. May block for as long as
     * the schema registry may take, at a schema that was not seen before.
     *
     * @param value the record's value; null for a tombstone
     * @param controlVersion the record's offset + 1
     * @throws WireException.Malformed if it is no event: its schema, its bytes, or what they say
     * @throws WireException.Unavailable if the schema registry is away
     * @throws WireException.Refused if the schema registry does not let us read
     */
    ControlEvent decode(Headers headers, byte @Nullable [] value, long controlVersion) throws WireException;

    @Override
    void close();

    /**
     * Reads Avro's single-object encoding and Confluent's wire format, each record by its first bytes.
     *
     * @param registry knows the schemas of records in Confluent's format; without one they are malformed
     */
    static EventDecoder avro(@Nullable SchemaRegistry registry) {
        return new AvroDecoder(registry);
    }

    /**
     * A deserializer of the user's own, which must return Avro records.
     *
     * @param properties all properties of the Kafka client, those that Kafka does not know included
     * @throws WireException.Refused if there is no such class, or it does not take the properties
     */
    static EventDecoder deserializer(String className, String topic, Map<String, ?> properties) throws WireException {
        return new DeserializerDecoder(className, topic, properties);
    }
}
