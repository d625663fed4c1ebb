package io.controlfeed.feed;

import java.util.regex.Pattern;

/**
 * Which ASCII characters a text may have, at its first place and behind it. Each event is checked when it is made, stamped and
 * read, and regular expressions took most of the time that this takes.
 */
final class Spelling {
    private static final int ASCII = 128;

    private final boolean[] first;
    private final boolean[] rest;

    /** Both as in a regular expression, between brackets. */
    Spelling(String first, String rest) {
        this.first = allowed(first);
        this.rest = allowed(rest);
    }

    private static boolean[] allowed(String characters) {
        Pattern pattern = Pattern.compile("[" + characters + "]");
        boolean[] allowed = new boolean[ASCII];
        for (char c = 0; c < ASCII; c++) {
            allowed[c] = pattern.matcher(String.valueOf(c)).matches();
        }
        return allowed;
    }

    /** Whether a text has from 1 to so many characters, and only these. */
    boolean fits(String text, int longest) {
        return text.length() <= longest && fits(text, 0, text.length());
    }

    /** Whether what stands between two places of a text has at least one character, and only these. */
    boolean fits(String text, int from, int to) {
        if (from >= to || !has(first, text.charAt(from))) {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (!has(rest, text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(boolean[] allowed, char c) {
        return c < ASCII && allowed[c];
    }
}
