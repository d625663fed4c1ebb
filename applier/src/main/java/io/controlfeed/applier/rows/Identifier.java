package io.controlfeed.applier.rows;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names of tables and columns: how SQLite compares them, and how they stand in SQL and in messages. */
final class Identifier {
    private static final int SHOWN = 60;

    private Identifier() {}

    /** Whether SQLite takes them for the same name. */
    static boolean isSame(String one, String other) {
        return one.equals(other)
                || (one.length() == other.length() && folded(one).equals(folded(other)));
    }

    /** In small letters, where SQLite knows of capitals: in ASCII, and nowhere else. */
    static String folded(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (isCapital(name.charAt(i))) {
                return foldedFrom(i, name);
            }
        }
        return name;
    }

    private static String foldedFrom(int first, String name) {
        StringBuilder folded = new StringBuilder(name);
        for (int i = first; i < name.length(); i++) {
            if (isCapital(name.charAt(i))) {
                folded.setCharAt(i, (char) (name.charAt(i) + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** For SQL; only for names that come from the schema. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** For messages: whatever an artifact says, it stays one line, and short. */
    static String shown(String text) {
        return "'" + printable(text, SHOWN) + "'";
    }

    static String shown(Collection<String> names) {
        return names.stream().map(Identifier::shown).collect(Collectors.joining(", "));
    }

    static String printable(String text, int atMost) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(atMost).forEach(c -> printable.appendCodePoint(isPrintable(c) ? c : '?'));
        return text.codePointCount(0, text.length()) > atMost
                ? printable.append('…').toString()
                : printable.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
