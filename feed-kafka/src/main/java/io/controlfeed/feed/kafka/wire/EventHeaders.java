package io.controlfeed.feed.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.feed.ControlEvent;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record: CloudEvents 1.0 in binary mode, and W3C trace context. Tools that know nothing of this project can
 * route, filter and trace by them; and whoever looks for event ids needs no value.
 */
public final class EventHeaders {
    private static final String ID = "ce_id";
    private static final String SOURCE = "ce_source";
    private static final Header DEFAULT_SOURCE = new RecordHeader(SOURCE, "controlfeed".getBytes(UTF_8));
    private static final Header SPEC_VERSION = new RecordHeader("ce_specversion", "1.0".getBytes(UTF_8));
    /** What the trace context headers are called, and the attributes that they come from. */
    private static final String[] TRACE_CONTEXT = {"traceparent", "tracestate"};

    private static final int LONGEST_ID = 128;
    private static final Pattern NOT_IN_A_URI =
            Pattern.compile("[^A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})");

    private EventHeaders() {}

    /** Adds an event's headers: no more than are asked for, since each costs as much as a field of the value, on every broker too. */
    static void write(ControlEvent event, Headers headers) {
        headers.add(SPEC_VERSION);
        add(headers, "ce_type", event.type());
        if (event.origin() == null) {
            headers.add(DEFAULT_SOURCE);
        } else {
            add(headers, SOURCE, uriReference(event.origin()));
        }
        add(headers, "ce_subject", event.subject());
        headers.add("ce_time", Micros.toAscii(event.createdAt()));
        if (!event.attributes().isEmpty()) {
            for (String name : TRACE_CONTEXT) {
                add(headers, name, event.attributes().get(name));
            }
        }
        // The last one is the first that is found, and who scans for ids decodes no other header's name.
        add(headers, ID, event.eventId());
    }

    /**
     * The id of the record's event, without a look at its value. Null if no header says it, or says what can be no event id: then
     * the value has to be decoded. A value whose id is another is malformed, so what this returns is true of every event.
     */
    public static @Nullable String eventId(Headers headers) {
        Header header = headers.lastHeader(ID);
        byte[] value = header == null ? null : header.value();
        if (value == null || value.length == 0 || value.length > LONGEST_ID) {
            return null;
        }
        for (byte b : value) {
            if (b <= ' ' || b > '~') {
                return null;
            }
        }
        return new String(value, StandardCharsets.ISO_8859_1);
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(UTF_8));
        }
    }

    /** CloudEvents want a URI reference; an origin may be any text. */
    private static String uriReference(String origin) {
        return NOT_IN_A_URI.matcher(origin).replaceAll(match -> percentEncoded(match.group()));
    }

    private static String percentEncoded(String character) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : character.getBytes(UTF_8)) {
            encoded.append('%').append(String.format("%02X", b));
        }
        return encoded.toString();
    }
}
