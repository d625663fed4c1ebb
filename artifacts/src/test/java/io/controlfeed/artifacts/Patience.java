package io.controlfeed.artifacts;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must happen, and fails the test instead of hanging when it does not. */
public final class Patience {
    public static final Duration LIMIT = Duration.ofMinutes(2);

    private Patience() {}

    public interface Condition {
        boolean holds() throws Exception;
    }

    public static void until(String what, Condition condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError("not within " + LIMIT + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    public static <T> FutureTask<T> start(Thread[] thread, Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        thread[0] = new Thread(task, "test");
        thread[0].setDaemon(true);
        thread[0].start();
        return task;
    }

    public static <T> FutureTask<T> start(Callable<T> call) {
        return start(new Thread[1], call);
    }

    public static <T> T finish(Future<T> task) throws Exception {
        return task.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    }
}
