package io.controlfeed.applier;

import io.controlfeed.applier.node.ReadyEvent;
import io.controlfeed.artifacts.Artifact;
import io.controlfeed.feed.ControlEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** An event that is being prepared, or is ready. Closed when it was applied or given up: that frees what it holds. */
final class Prepared implements AutoCloseable {
    private final int lane;
    private final ControlEvent event;
    private final CompletableFuture<ReadyEvent> ready = new CompletableFuture<>();
    private final Runnable release;
    private @Nullable Artifact artifact;
    private boolean isClosed;

    /** @param release gives back the room that it takes */
    Prepared(int lane, ControlEvent event, Runnable release) {
        this.lane = lane;
        this.event = event;
        this.release = release;
    }

    int lane() {
        return lane;
    }

    ControlEvent event() {
        return event;
    }

    boolean isReady() {
        return ready.isDone();
    }

    /** What it became; waits for that. */
    ReadyEvent ready() throws InterruptedException {
        try {
            return ready.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof InterruptedException) {
                throw new InterruptedException("asked to stop");
            }
            if (failed.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new CompletionException(failed.getCause());
        }
    }

    /** What the change may still read from. */
    synchronized void hold(Artifact held) {
        closeArtifact();
        artifact = held;
        if (isClosed) {
            closeArtifact();
        }
    }

    private void closeArtifact() {
        if (artifact != null) {
            artifact.close();
            artifact = null;
        }
    }

    void complete(ReadyEvent event) {
        ready.complete(event);
    }

    void fail(Throwable why) {
        ready.completeExceptionally(why);
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            closeArtifact();
            release.run();
        }
    }
}
