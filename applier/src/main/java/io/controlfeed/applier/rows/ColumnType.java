package io.controlfeed.applier.rows;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a column does to values, which is SQLite's affinity; and which values it takes, so that each comes back as it was given. */
enum ColumnType {
    INTEGER("integers, true and false") {
        @Override
        @Nullable
        Object stored(Object value) {
            return value instanceof Boolean is ? number(is) : value instanceof Long ? value : null;
        }
    },
    REAL("numbers that a double holds") {
        @Override
        @Nullable
        Object stored(Object value) {
            return value instanceof Decimal decimal
                    ? held(decimal)
                    : value instanceof Long integer && isHeldByDouble(integer) ? (Double) integer.doubleValue() : null;
        }
    },
    NUMERIC("integers, other numbers that a double holds, true, false, and text that does not look like a number") {
        @Override
        @Nullable
        Object stored(Object value) {
            if (value instanceof String text) {
                return NUMBER.matcher(text).matches() ? null : text;
            }
            return value instanceof Decimal decimal ? held(decimal) : INTEGER.stored(value);
        }
    },
    TEXT("text, and numbers as they are written") {
        @Override
        @Nullable
        Object stored(Object value) {
            if (value instanceof Decimal decimal) {
                return decimal.text();
            }
            return value instanceof String ? value : value instanceof Long ? value.toString() : null;
        }
    },
    BLOB("binary: {\"$b64\":\"…\"}") {
        @Override
        @Nullable
        Object stored(Object value) {
            return value instanceof byte[] ? value : null;
        }
    },
    ANY("text, binary, integers, other numbers that a double holds, true and false") {
        @Override
        @Nullable
        Object stored(Object value) {
            return value instanceof String || value instanceof byte[] ? value : NUMERIC.stored(value);
        }
    };

    /** What SQLite makes a number of, and a bit more. */
    private static final Pattern NUMBER =
            Pattern.compile("\\s*+[+-]?([0-9]++(\\.[0-9]*+)?|\\.[0-9]++)([eE][+-]?[0-9]++)?\\s*+");

    private final String takes;

    ColumnType(String takes) {
        this.takes = takes;
    }

    /** SQLite's own rules, in their order. */
    static ColumnType of(String declared, boolean isStrict) {
        String type = Identifier.folded(declared);
        if (type.isEmpty() || (isStrict && type.equals("any"))) {
            return ANY;
        }
        if (type.contains("int")) {
            return INTEGER;
        }
        if (type.contains("char") || type.contains("clob") || type.contains("text")) {
            return TEXT;
        }
        if (type.contains("blob")) {
            return BLOB;
        }
        return type.contains("real") || type.contains("floa") || type.contains("doub") ? REAL : NUMERIC;
    }

    /** What to hand to SQLite for a value other than null: a Long, a Double, a String or a byte array. Null if it does not take it. */
    abstract @Nullable Object stored(Object value);

    /** Which values it takes, in words. */
    String takes() {
        return takes;
    }

    private static Long number(boolean is) {
        return is ? 1L : 0L;
    }

    private static @Nullable Double held(Decimal decimal) {
        return decimal.isHeldByDouble() ? decimal.value() : null;
    }

    private static boolean isHeldByDouble(long integer) {
        // The greatest long is none, and the double next to it is taken back to it.
        return integer != Long.MAX_VALUE && (long) (double) integer == integer;
    }
}
