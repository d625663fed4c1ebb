package io.controlfeed.cli.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Tells what happens while it happens: with a bar where somebody looks at a terminal, in a few lines elsewhere. */
final class Story {
    /** Short enough for a line of 80 columns. */
    private static final int BAR = 20;
    /** How many lines tell of progress where there is no bar. */
    private static final int LINES = 5;

    private final PrintStream err;
    private final boolean isTerminal;
    private final long begin = System.nanoTime();
    private int barLength;
    private long linesTold;

    Story(PrintStream err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
    }

    double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    void line(String text) {
        clearBar();
        err.println(text);
    }

    /** Tells what happens now. */
    void tell(String text, Object... values) {
        line(String.format(Locale.ROOT, "%6.1f s  ", seconds()) + String.format(Locale.ROOT, text, values));
    }

    void progress(long committed, long everywhere, long all) {
        String text = String.format(Locale.ROOT, "%,d of %,d committed, %,d on every node", committed, all, everywhere);
        if (isTerminal) {
            int full = Math.toIntExact(BAR * everywhere / all);
            int half = Math.toIntExact(BAR * committed / all);
            String bar = "  " + "█".repeat(full) + "▒".repeat(Math.max(0, half - full))
                    + "░".repeat(BAR - Math.max(half, full)) + "  " + text;
            err.print("\r" + bar + " ".repeat(Math.max(0, barLength - bar.length())));
            err.flush();
            barLength = bar.length();
        } else if (LINES * committed / all > linesTold) {
            linesTold = LINES * committed / all;
            tell("%s", text);
        }
    }

    private void clearBar() {
        if (barLength > 0) {
            err.print("\r" + " ".repeat(barLength) + "\r");
            barLength = 0;
        }
    }
}
