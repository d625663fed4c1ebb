package io.controlfeed.feed.kafka;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must happen, and fails the test instead of hanging when it does not. */
public final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long SHORTEST_PAUSE_NANOS = Duration.ofMillis(2).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    /** What is waited for works meanwhile, and on the same processors: looking takes a tenth of the time at most, if a look is short. */
    private static final int PAUSES_PER_LOOK = 9;

    private Patience() {}

    public interface Condition {
        boolean holds() throws Exception;
    }

    public static void until(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (long look = System.nanoTime(); !condition.holds(); look = System.nanoTime()) {
            long now = System.nanoTime();
            if (now - deadline > 0) {
                throw new AssertionError("not within " + LIMIT + ": " + what + "; -Dchaos.seed=" + Chaos.SEED);
            }
            long pause = PAUSES_PER_LOOK * (now - look);
            LockSupport.parkNanos(Math.max(SHORTEST_PAUSE_NANOS, Math.min(pause, LONGEST_PAUSE_NANOS)));
        }
    }

    public static <T> Future<T> start(String what, Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, what);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    public static <T> T finish(String what, Future<T> task) throws Exception {
        try {
            return task.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            task.cancel(true);
            throw new AssertionError(what + " did not end within " + LIMIT + "; -Dchaos.seed=" + Chaos.SEED, late);
        } catch (ExecutionException failed) {
            throw new AssertionError(what + " failed; -Dchaos.seed=" + Chaos.SEED, failed.getCause());
        }
    }

    /** Lets a chosen time pass in which something else is under way: the moment of a fault, not a wait for anything. */
    public static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
