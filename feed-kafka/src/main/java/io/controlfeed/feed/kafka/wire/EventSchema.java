package io.controlfeed.feed.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;

/**
 * The Avro schema of an event, in every version that may stand on a topic. A version that was released is never changed: a new
 * one only adds fields with defaults, comes behind the others, and {@link EventBody} follows it.
 */
final class EventSchema {
    private static final List<String> FILES = List.of("ControlEvent.v1.avsc");

    /** From the first to the one that is written. */
    static final List<Schema> VERSIONS = FILES.stream().map(EventSchema::parsed).toList();

    /** The version that is written, and that every other is read as. */
    static final Schema CURRENT = VERSIONS.get(VERSIONS.size() - 1);

    private EventSchema() {}

    private static Schema parsed(String file) {
        try (InputStream text = Objects.requireNonNull(EventSchema.class.getResourceAsStream(file), file)) {
            return new Schema.Parser().parse(new String(text.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the schema " + file, e);
        }
    }
}
