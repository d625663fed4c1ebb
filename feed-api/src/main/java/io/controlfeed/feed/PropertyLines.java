package io.controlfeed.feed;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pairs as text: one {@code key=value} a line, in the syntax of properties files. No message here shows a value. */
public final class PropertyLines {
    private PropertyLines() {}

    /**
     * Reads the lines.
     *
     * @throws IllegalArgumentException if a key is empty or stands there twice
     */
    public static SortedMap<String, String> parse(String lines) {
        SortedMap<String, String> pairs = new TreeMap<>();
        Properties reader = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (key.equals("")) {
                    throw new IllegalArgumentException("a line of it has no key before its '='");
                }
                if (pairs.put((String) key, (String) value) != null) {
                    throw new IllegalArgumentException("it gives '" + key + "' twice");
                }
                return value;
            }
        };
        try {
            reader.load(new StringReader(lines));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return pairs;
    }

    /** Writes pairs so that {@link #parse} gives them back. */
    public static String of(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> escaped(pair.getKey(), true) + "=" + escaped(pair.getValue(), false))
                .collect(Collectors.joining("\n"));
    }

    /** What ends a key, begins a comment or is skipped as blank must not do so. */
    private static String escaped(String text, boolean isKey) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '\f' -> escaped.append("\\f");
                case '\\' -> escaped.append("\\\\");
                case ' ', '=', ':', '#', '!' ->
                    escaped.append(isKey || i == 0 ? "\\" : "").append(c);
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
