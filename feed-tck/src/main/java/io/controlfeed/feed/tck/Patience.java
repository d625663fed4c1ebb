package io.controlfeed.feed.tck;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must happen, and fails the test instead of hanging when it does not. */
record Patience(Duration limit) {
    private static final long MOMENT_NANOS = Duration.ofMillis(300).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    /** Runs the call in a thread of its own; its own error or exception comes through. */
    <T> T call(String what, Callable<T> call) {
        return finish(what, start(what, call));
    }

    <T> FutureTask<T> start(String what, Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "tck: " + what);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    <T> T finish(String what, FutureTask<T> task) {
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            task.cancel(true);
            throw new AssertionError(what + " did not end within " + limit, late);
        } catch (ExecutionException failed) {
            throw Patience.<RuntimeException>asIs(failed.getCause() == null ? failed : failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, interrupted);
        }
    }

    /** Waits for a condition that may pass unseen, such as a thread that waits in the kernel: for a moment at most. */
    void aMomentFor(BooleanSupplier condition) {
        long deadline = System.nanoTime() + MOMENT_NANOS;
        while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + limit + ": " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Lets a checked exception out of a task through as it is: tests expect the one that the feed threw. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> RuntimeException asIs(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
