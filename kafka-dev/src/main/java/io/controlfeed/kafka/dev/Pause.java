package io.controlfeed.kafka.dev;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A process held by SIGSTOP until this is closed, or until this JVM ends, however that happens: a stopped process cannot
 * notice by itself that its parent is gone.
 */
public final class Pause implements AutoCloseable {
    /** A signal is sent and then takes effect; where there is /proc, that is waited for. */
    private static final String HOLD = "kill -STOP $0"
            + " && while [ -r /proc/$0/status ] && ! grep -q '^State:.[Tt]' /proc/$0/status; do :; done"
            + " && echo && read -r line; kill -CONT $0";

    private final Process holder;

    private Pause(Process holder) {
        this.holder = holder;
    }

    /** Returns when the process stands still. */
    public static Pause of(long pid) {
        try {
            Process holder = new ProcessBuilder("sh", "-c", HOLD, "" + pid)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (holder.getInputStream().read() < 0) {
                throw new IllegalStateException("process " + pid + " cannot be paused; is it alive?");
            }
            return new Pause(holder);
        } catch (IOException failed) {
            throw new UncheckedIOException("process " + pid + " cannot be paused", failed);
        }
    }

    /** SIGCONT; returns when the process has got it. */
    @Override
    public void close() {
        try {
            holder.getOutputStream().close();
        } catch (IOException failed) {
            throw new UncheckedIOException("a paused process cannot be resumed", failed);
        }
        holder.onExit().join();
    }
}
