package io.controlfeed.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work in a thread of its own until this is closed; what it failed with is thrown then. */
final class Background implements AutoCloseable {
    private final Runnable end;
    private final FutureTask<Void> running;

    interface Work {
        void run() throws Exception;
    }

    interface Body<T> {
        T run() throws IOException, InterruptedException;
    }

    /** @param end makes the work end soon */
    Background(String name, Work work, Runnable end) {
        this.end = end;
        this.running = new FutureTask<>(() -> {
            work.run();
            return null;
        });
        Thread thread = new Thread(running, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Does something while other work is under way. */
    static <T> T during(Background work, Body<T> body) throws IOException, InterruptedException {
        try (work) {
            return body.run();
        }
    }

    /** Ends several: all of them are asked before one is waited for. */
    static void endAll(List<Background> several) {
        several.forEach(one -> one.end.run());
        RuntimeException first = null;
        for (Background one : several) {
            try {
                one.close();
            } catch (RuntimeException failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    @Override
    public void close() {
        end.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    running.get();
                    return;
                } catch (InterruptedException keptForLater) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw new IllegalStateException("what ran in the background failed", failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
