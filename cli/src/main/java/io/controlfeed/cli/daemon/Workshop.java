package io.controlfeed.cli.daemon;

import io.controlfeed.cli.console.CloseAtExit;
import io.controlfeed.cli.console.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does works beside each other, and tells how they stand. When one of them ends, or the process is told to, all do. */
public final class Workshop implements AutoCloseable {
    /** Work that was told to end and has not by then is left to the next process, which finds out what it did. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String command;
    private final Surroundings surroundings;
    private final HttpFlags http;
    private final Numbers numbers;
    private final Traces traces;
    private volatile boolean isEnding;

    public Workshop(String command, Surroundings surroundings, HttpFlags http) {
        this.command = command;
        this.surroundings = surroundings;
        this.http = http;
        this.numbers = Numbers.of(http.isGiven());
        this.traces = Traces.ofProcess(surroundings);
    }

    /** Where works count what they do. */
    public Numbers numbers() {
        return numbers;
    }

    /** What follows events on their way. */
    public Traces traces() {
        return traces;
    }

    /** Does them, and says of each that did not fail what it has done; throws what went wrong first. */
    public void run(List<Work> works) throws InterruptedException {
        try {
            DaemonPages pages = new DaemonPages(works, numbers, http.token(command), () -> isEnding);
            Optional<HttpPort> port = http.open(command, pages);
            try {
                port.ifPresent(open -> surroundings.warn("this process answers at http:/" + open.address()));
                work(works);
            } finally {
                port.ifPresent(HttpPort::close);
            }
        } finally {
            works.forEach(Work::close);
        }
    }

    private void work(List<Work> works) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(works.size(), work -> {
            Thread thread = new Thread(work, "controlfeed-work");
            thread.setDaemon(true);
            return thread;
        });
        try (CloseAtExit closing = new CloseAtExit(() -> stop(works), PATIENCE)) {
            CompletionService<Work> ended = new ExecutorCompletionService<>(threads);
            works.forEach(work -> ended.submit(() -> {
                work.run();
                return work;
            }));
            RuntimeException failure = null;
            for (int i = 0; i < works.size(); i++) {
                Future<Work> next = i == 0 ? ended.take() : ended.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                stop(works);
                failure = tell(next, closing, failure);
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void stop(List<Work> works) {
        isEnding = true;
        works.forEach(Work::stop);
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

    @Override
    public void close() {
        numbers.close();
    }
}
