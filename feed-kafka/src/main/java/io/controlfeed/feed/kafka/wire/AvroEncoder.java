package io.controlfeed.feed.kafka.wire;

import io.controlfeed.feed.ControlEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.Headers;

/** Writes an event's body behind a prefix that names the schema. */
final class AvroEncoder implements EventEncoder {
    private static final int USUAL_LENGTH = 512;

    private final Prefix prefix;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LENGTH);
    private final BinaryEncoder body = EncoderFactory.get().binaryEncoder(bytes, null);

    AvroEncoder(Prefix prefix) {
        this.prefix = prefix;
    }

    @Override
    public byte[] encode(ControlEvent event, Headers headers) throws WireException {
        byte[] first = prefix.bytes();
        EventHeaders.write(event, headers);
        bytes.reset();
        bytes.writeBytes(first);
        try {
            EventBody.write(event, body);
            body.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {}

    /** Where the first bytes come from: asked for each event, so that a registry that was away is asked again. */
    interface Prefix {
        byte[] bytes() throws WireException;
    }
}
