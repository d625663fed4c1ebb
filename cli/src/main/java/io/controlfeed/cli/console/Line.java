package io.controlfeed.cli.console;

import org.jspecify.annotations.Nullable;

/** Foreign text, made fit for one line. */
public final class Line {
    private static final int WIDEST = 100;

    private Line() {}

    /** What fits into a column of a table. */
    public static String shortened(@Nullable String text) {
        String whole = String.valueOf(text);
        return whole.length() <= WIDEST ? whole : whole.substring(0, WIDEST - 1) + "…";
    }

    /** Foreign messages may hold line breaks, and bytes that a terminal obeys. */
    public static String of(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
