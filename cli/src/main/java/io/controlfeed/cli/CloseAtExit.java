package io.controlfeed.cli;

import io.controlfeed.feed.Source;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Closes a source when the process is told to end, and lets the command that reads it finish its line. */
final class CloseAtExit implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final Source source;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "close-at-exit");
    private volatile boolean begun;

    CloseAtExit(Source source) {
        this.source = source;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process is ending, so that a closed source is no surprise. */
    boolean hasBegun() {
        return begun;
    }

    private void end() {
        begun = true;
        source.close();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.UNEXPECTED.number());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        if (!begun) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                begun = true;
            }
        }
    }
}
