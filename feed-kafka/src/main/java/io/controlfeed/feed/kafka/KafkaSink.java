package io.controlfeed.feed.kafka;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.kafka.wire.WireException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Appends to one lane of a topic, each batch in one transaction. A newer sink under the same publisher identity fences this one.
 *
 * <p>All work is done by a thread of its own, so that an interrupt of a caller cannot cut a commit short. An append takes at most a
 * few times the timeout: to send, to commit, and to see what became of a commit that was not answered.
 */
final class KafkaSink implements Sink, EventLookup, EpochAware {
    private final TopicLane lane;
    private final LaneAppender appender;
    private final ExecutorService worker;
    private final AtomicBoolean closing = new AtomicBoolean();

    private KafkaSink(TopicLane lane, LaneAppender appender) {
        this.lane = lane;
        this.appender = appender;
        this.worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "controlfeed sink " + lane.name());
            thread.setDaemon(true);
            return thread;
        });
    }

    static KafkaSink open(KafkaFeedSettings settings) {
        KafkaClients clients = new KafkaClients(settings);
        TopicLane lane = TopicLane.open(settings, clients);
        try {
            return new KafkaSink(
                    lane,
                    new LaneAppender(
                            lane,
                            clients,
                            settings.wire().encoder(settings.topic()),
                            settings.wire().decoder(settings.topic())));
        } catch (RuntimeException | WireException unusable) {
            lane.close();
            throw KafkaErrors.opening(settings.place(), unusable);
        }
    }

    @Override
    public String name() {
        return lane.name();
    }

    @Override
    public String epoch() {
        return lane.epoch();
    }

    @Override
    public List<AppendOutcome> append(List<ControlEvent> events) {
        if (closing.get()) {
            throw closed();
        }
        Sink.check(events);
        List<ControlEvent> batch = List.copyOf(events);
        return batch.isEmpty() ? List.of() : finish(() -> appender.append(batch));
    }

    @Override
    public Map<String, Long> versionsOf(Collection<String> eventIds, long after) {
        requireLookup(after);
        String operation = "look-up of " + eventIds.size() + " events after " + after + " in " + name();
        return finish(() -> appender.versionsOf(operation, eventIds, after));
    }

    @Override
    public Map<String, Long> idsAfter(long after) {
        requireLookup(after);
        String operation = "look-up of what follows " + after + " in " + name();
        return finish(() -> appender.idsAfter(operation, after));
    }

    private void requireLookup(long after) {
        if (closing.get()) {
            throw closed();
        }
        if (after < 0) {
            throw new IllegalArgumentException("a look-up after " + after + ": 0 asks about the whole feed");
        }
    }

    /** Waits for the worker, however often this thread is interrupted, and keeps the interrupt for the caller. */
    private <T> T finish(Callable<T> work) {
        Future<T> result;
        try {
            result = worker.submit(work);
        } catch (RejectedExecutionException closedMeanwhile) {
            throw closed();
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException keptForLater) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    if (failed.getCause() instanceof RuntimeException known) {
                        throw known;
                    }
                    throw new IllegalStateException("a bug in " + name(), failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException("the sink is closed: " + name());
    }

    /** An append that is under way in another thread comes to its end. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            worker.execute(appender::close);
            worker.shutdown();
        }
        boolean interrupted = false;
        while (!worker.isTerminated()) {
            try {
                worker.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException keptForLater) {
                interrupted = true;
            }
        }
        lane.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
