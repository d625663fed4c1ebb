package io.controlfeed.cli.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends what a command is at when the process is told to end, and lets it finish: its line, its batch. */
public final class CloseAtExit implements AutoCloseable {
    private final Runnable ending;
    private final Duration patience;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "close-at-exit");
    private volatile boolean begun;

    /** @param patience after which it is left unfinished */
    public CloseAtExit(Runnable ending, Duration patience) {
        this.ending = ending;
        this.patience = patience;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process is ending, so that it is no surprise. */
    public boolean hasBegun() {
        return begun;
    }

    private void end() {
        begun = true;
        ending.run();
        try {
            if (!finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
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
