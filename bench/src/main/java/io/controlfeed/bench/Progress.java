package io.controlfeed.bench;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Says on the side what is being done, and how far it is: a line every two seconds. */
final class Progress {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(2);

    private final PrintStream out;
    private long lastTold = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void begin(String what) {
        out.println(what);
        lastTold = System.nanoTime();
    }

    void at(String what, long done, long of) {
        if (System.nanoTime() - lastTold > INTERVAL) {
            out.printf("  %s: %,d of %,d (%d %%)%n", what, done, of, 100 * done / Math.max(1, of));
            lastTold = System.nanoTime();
        }
    }
}
