package io.controlfeed.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Who started this process, and holds the other end of its standard input: the demo, which what it starts must not outlive. */
final class Parent {
    /** Set by the demo for its children. */
    private static final String PROPERTY = "controlfeed.ends-with-input";

    private static final int TERMINATED = 128 + 15;

    private Parent() {}

    /** If the process is to: ends it as SIGTERM would when the parent is gone, however that ended. */
    static void watch(InputStream in) {
        if (Boolean.getBoolean(PROPERTY)) {
            Thread watch = new Thread(() -> endAfter(in), "controlfeed parent");
            watch.setDaemon(true);
            watch.start();
        }
    }

    private static void endAfter(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // All the same.
        }
        System.exit(TERMINATED);
    }
}
