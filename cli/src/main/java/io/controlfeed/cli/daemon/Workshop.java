package io.controlfeed.cli.daemon;

import io.controlfeed.cli.console.CloseAtExit;
import io.controlfeed.cli.console.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does works beside each other. When one of them ends, or the process is told to, all do. */
public final class Workshop {
    /** Work that was told to end and has not by then is left to the next process, which finds out what it did. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Surroundings surroundings;

    public Workshop(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Does them, and says of each that did not fail what it has done; throws what went wrong first. */
    public void run(List<Work> works) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(works.size(), work -> {
            Thread thread = new Thread(work, "controlfeed-work");
            thread.setDaemon(true);
            return thread;
        });
        try (CloseAtExit closing = new CloseAtExit(() -> works.forEach(Work::stop), PATIENCE)) {
            CompletionService<Work> ended = new ExecutorCompletionService<>(threads);
            works.forEach(work -> ended.submit(() -> {
                work.run();
                return work;
            }));
            RuntimeException failure = null;
            for (int i = 0; i < works.size(); i++) {
                Future<Work> next = i == 0 ? ended.take() : ended.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                works.forEach(Work::stop);
                failure = tell(next, closing, failure);
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            threads.shutdownNow();
            works.forEach(Work::close);
        }
    }

    private @Nullable RuntimeException tell(
            @Nullable Future<Work> ended, CloseAtExit closing, @Nullable RuntimeException before)
            throws InterruptedException {
        if (ended == null) {
            surroundings.warn("what was told to end has not in " + PATIENCE.toSeconds() + " s, and is left");
            return before;
        }
        try {
            Work work = ended.get();
            surroundings.warn("this " + work.name() + " ends" + (closing.hasBegun() ? " as it was told" : "") + ": "
                    + work.account());
            return before;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) {
                if (before == null) {
                    return failure;
                }
                before.addSuppressed(failure);
                return before;
            }
            throw new IllegalStateException("a work broke off", failed.getCause());
        }
    }
}
