package io.controlfeed.artifacts.http;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request and its answer with its body. Ends when the server has been silent for too long: the client's own limit ends at the body. */
final class Attempt {
    private final Duration longestSilence;
    private volatile long heardAt = System.nanoTime();
    private boolean ended;

    Attempt(Duration longestSilence) {
        this.longestSilence = longestSilence;
    }

    interface Heard {
        void done() throws IOException, InterruptedException;
    }

    /** Does what a part of the answer asks for, unless the attempt has ended: then another one may be at it. */
    synchronized void hear(Heard part) throws IOException, InterruptedException {
        if (ended) {
            throw new IOException("the attempt has ended");
        }
        part.done();
        heardAt = System.nanoTime();
    }

    <T> T await(CompletableFuture<T> answer) throws IOException, InterruptedException {
        try {
            while (true) {
                long left = heardAt + longestSilence.toNanos() - System.nanoTime();
                if (left <= 0) {
                    throw new HttpTimeoutException("it was silent for " + longestSilence.toMillis() + " ms");
                }
                try {
                    return answer.get(left, TimeUnit.NANOSECONDS);
                } catch (TimeoutException notYet) {
                    // What was heard meanwhile has moved the limit.
                }
            }
        } catch (ExecutionException failed) {
            throw asIs(failed);
        } finally {
            end();
            answer.cancel(true);
        }
    }

    private synchronized void end() {
        ended = true;
    }

    /** What was thrown while the body was taken in goes through; the rest is a matter of the connection. */
    private static IOException asIs(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return cause instanceof IOException io ? io : new IOException(failed);
    }
}
