package io.controlfeed.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object (RFC 8259), strictly: valid UTF-8, no name twice, nothing behind it. Strings, {@link JsonNumber},
 * Boolean, null, List and Map stand for what was read. Depth is bounded, so hostile input ends in an error, not in a stack
 * overflow.
 */
final class JsonReader {
    private static final int MAX_DEPTH = 32;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A number as it was written, so that no digit is lost. */
    record JsonNumber(String text) {
        private static final int LONGEST_LONG = Long.toString(Long.MIN_VALUE).length();

        /** The number, if it is a whole one that fits; a longer one is not even converted. */
        @Nullable
        Long asLong() {
            if (text.length() > LONGEST_LONG) {
                return null;
            }
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException fractionOrTooLarge) {
                return null;
            }
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final String json;
    private int at;
    private int depth;

    private JsonReader(String json) {
        this.json = json;
    }

    static Map<String, @Nullable Object> object(byte[] utf8) {
        try {
            return object(UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException notUtf8) {
            throw new InvalidEventException(null, List.of("the bytes are not UTF-8: encode the JSON as UTF-8"));
        }
    }

    static Map<String, @Nullable Object> object(String json) {
        JsonReader reader = new JsonReader(json);
        if (json.indexOf(BYTE_ORDER_MARK) == 0) {
            throw reader.wrong("no byte order mark: save it as UTF-8 without one (BOM)");
        }
        reader.blanks();
        if (reader.peek() != '{') {
            throw reader.wrong("a JSON object, beginning with '{'");
        }
        Map<String, @Nullable Object> object = reader.object();
        reader.blanks();
        if (reader.at < json.length()) {
            throw reader.wrong("nothing more: one event is one JSON object");
        }
        return object;
    }

    private @Nullable Object value() {
        blanks();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", Boolean.TRUE);
            case 'f' -> literal("false", Boolean.FALSE);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        open('{');
        if (!closes('}')) {
            do {
                blanks();
                String name = string();
                blanks();
                expect(':');
                if (members.containsKey(name)) {
                    throw wrong("each name once, not " + EventRules.shown(name) + " again");
                }
                members.put(name, value());
            } while (continues('}'));
        }
        depth--;
        return members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> elements = new ArrayList<>();
        open('[');
        if (!closes(']')) {
            do {
                elements.add(value());
            } while (continues(']'));
        }
        depth--;
        return elements;
    }

    private String string() {
        expect('"');
        String plain = plain();
        if (next() == '"') {
            return plain;
        }
        StringBuilder text = new StringBuilder(plain);
        do {
            text.append(escaped()).append(plain());
        } while (next() != '"');
        return text.toString();
    }

    /** What stands before the next quote or backslash. */
    private String plain() {
        int begin = at;
        for (char c = peek(); c != '"' && c != '\\'; c = peek()) {
            if (c < 0x20) {
                throw wrong("control characters in strings written as \\u00xx");
            }
            at++;
        }
        return json.substring(begin, at);
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> {
                at--;
                throw wrong("one of \" \\ / b f n r t u after a backslash");
            }
        };
    }

    private char unit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char digit = next();
            if (!HexFormat.isHexDigit(digit)) {
                at--;
                throw wrong("four hexadecimal digits after \\u");
            }
            unit = unit << 4 | HexFormat.fromHexDigit(digit);
        }
        return (char) unit;
    }

    private JsonNumber number() {
        Matcher number = NUMBER.matcher(json).region(at, json.length());
        if (!number.lookingAt()) {
            throw wrong("a JSON value");
        }
        at = number.end();
        return new JsonNumber(number.group());
    }

    private @Nullable Object literal(String word, @Nullable Boolean value) {
        if (!json.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    private void open(char bracket) {
        expect(bracket);
        if (++depth > MAX_DEPTH) {
            throw wrong("at most " + MAX_DEPTH + " levels of nesting");
        }
    }

    private boolean closes(char bracket) {
        blanks();
        if (peek() != bracket) {
            return false;
        }
        at++;
        return true;
    }

    private boolean continues(char bracket) {
        if (closes(bracket)) {
            return false;
        }
        if (peek() != ',') {
            throw wrong("',' or '" + bracket + "'");
        }
        at++;
        return true;
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw wrong("'" + expected + "'");
        }
        at++;
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private char peek() {
        if (at >= json.length()) {
            throw wrong("more: the JSON ends too early");
        }
        return json.charAt(at);
    }

    private void blanks() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    private InvalidEventException wrong(String expected) {
        return new InvalidEventException(
                null, List.of("not JSON at character " + (at + 1) + ": there must be " + expected));
    }
}
