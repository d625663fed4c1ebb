package io.controlfeed.feed.kafka.wire;

import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** An event as the Avro body of {@link EventSchema#CURRENT}: its fields in the schema's order, with no record between. */
final class EventBody {
    /** Which branch of {@code ["null", …]} follows. */
    private static final int ABSENT = 0;

    private static final int PRESENT = 1;

    private EventBody() {}

    static void write(ControlEvent event, Encoder out) throws IOException {
        out.writeString(event.eventId());
        out.writeString(event.type());
        writeText(event.tenantId(), out);
        out.writeString(event.subject());
        writeNumber(event.version(), out);
        writeNumber(event.baseVersion(), out);
        writeArtifact(event.artifact(), out);
        out.writeLong(Micros.of(event.createdAt()));
        writeText(event.origin(), out);
        writeAttributes(event.attributes(), out);
    }

    static ControlEvent read(BoundedDecoder in, long controlVersion) throws IOException {
        return new ControlEvent(
                in.readString(),
                controlVersion,
                in.readString(),
                readText(in),
                in.readString(),
                readNumber(in),
                readNumber(in),
                readArtifact(in),
                Micros.toInstant(in.readLong()),
                readText(in),
                readAttributes(in));
    }

    private static void writeText(@Nullable String text, Encoder out) throws IOException {
        if (text == null) {
            out.writeIndex(ABSENT);
        } else {
            out.writeIndex(PRESENT);
            out.writeString(text);
        }
    }

    private static void writeNumber(@Nullable Long number, Encoder out) throws IOException {
        if (number == null) {
            out.writeIndex(ABSENT);
        } else {
            out.writeIndex(PRESENT);
            out.writeLong(number);
        }
    }

    private static void writeArtifact(@Nullable ArtifactRef artifact, Encoder out) throws IOException {
        if (artifact == null) {
            out.writeIndex(ABSENT);
        } else {
            out.writeIndex(PRESENT);
            out.writeString(artifact.digest());
            writeNumber(artifact.size(), out);
            writeText(artifact.mediaType(), out);
            writeText(artifact.location(), out);
        }
    }

    private static void writeAttributes(Map<String, String> attributes, Encoder out) throws IOException {
        out.writeMapStart();
        out.setItemCount(attributes.size());
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            out.startItem();
            out.writeString(attribute.getKey());
            out.writeString(attribute.getValue());
        }
        out.writeMapEnd();
    }

    private static @Nullable String readText(BoundedDecoder in) throws IOException {
        return isPresent(in) ? in.readString() : null;
    }

    private static @Nullable Long readNumber(BoundedDecoder in) throws IOException {
        return isPresent(in) ? (Long) in.readLong() : null;
    }

    private static @Nullable ArtifactRef readArtifact(BoundedDecoder in) throws IOException {
        return isPresent(in) ? new ArtifactRef(in.readString(), readNumber(in), readText(in), readText(in)) : null;
    }

    private static Map<String, String> readAttributes(BoundedDecoder in) throws IOException {
        long count = in.readMapStart();
        if (count == 0) {
            return Map.of();
        }
        Map<String, String> attributes = new HashMap<>();
        for (; count > 0; count = in.mapNext()) {
            for (long i = 0; i < count; i++) {
                attributes.put(in.readString(), in.readString());
            }
        }
        return attributes;
    }

    private static boolean isPresent(BoundedDecoder in) throws IOException {
        return switch (in.readIndex()) {
            case ABSENT -> false;
            case PRESENT -> true;
            default -> throw new IOException("a union has a branch that is not there");
        };
    }
}
