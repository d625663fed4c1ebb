package io.controlfeed.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object in the layout of RFC 8785: no white space, only the escapes that JSON demands. */
final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder json = new StringBuilder(256).append('{');

    JsonWriter field(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            string(value);
        }
        return this;
    }

    JsonWriter field(String name, @Nullable Long value) {
        if (value != null) {
            name(name);
            json.append(value.longValue());
        }
        return this;
    }

    /** Writes nothing for an empty map. */
    JsonWriter field(String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            name(name);
            JsonWriter object = new JsonWriter();
            values.forEach(object::field);
            json.append(object.json).append('}');
        }
        return this;
    }

    byte[] toUtf8() {
        return json.append('}').toString().getBytes(UTF_8);
    }

    private void name(String name) {
        if (json.length() > 1) {
            json.append(',');
        }
        string(name);
        json.append(':');
    }

    private void string(String value) {
        json.append('"');
        int written = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                json.append(value.substring(written, i));
                escaped(c);
                written = i + 1;
            }
        }
        json.append(value.substring(written)).append('"');
    }

    private void escaped(char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> json.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
        }
    }
}
