package io.controlfeed.publisher;

import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.pump.Pump;
import io.controlfeed.publisher.pump.PumpSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A pump in a thread of its own. */
final class RunningPump {
    static final PumpSettings QUICK = new PumpSettings(
            "test",
            1_000,
            3,
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            false,
            false);

    private static final int LIMIT_SECONDS = 60;

    private final Pump pump;
    private final FutureTask<Void> running;

    private RunningPump(Pump pump) {
        this.pump = pump;
        this.running = new FutureTask<>(() -> {
            pump.run();
            return null;
        });
        Thread thread = new Thread(running, "pump");
        thread.setDaemon(true);
        thread.start();
    }

    static RunningPump start(Fresh outbox, FeedProvider feed) {
        return start(outbox, feed, QUICK);
    }

    static RunningPump start(Fresh outbox, FeedProvider feed, PumpSettings settings) {
        return new RunningPump(pump(outbox, feed, settings));
    }

    static Pump pump(Fresh outbox, FeedProvider feed, PumpSettings settings) {
        return new Pump(
                outbox.outbox(), FeedRegistry.of(feed), feed.name(), Map.of(), settings, new SimpleMeterRegistry());
    }

    /** Waits for it to end by itself. */
    void await() throws Exception {
        try {
            running.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception known) {
                throw known;
            }
            throw failed;
        }
    }

    /** Stops it, and throws what it ended with. */
    void stop() throws Exception {
        pump.stop();
        await();
    }

    interface Body {
        void run() throws Exception;
    }

    /** Does something while a pump runs. */
    static void during(Fresh outbox, FeedProvider feed, Body body) throws Exception {
        during(outbox, feed, QUICK, body);
    }

    /** The same, with a pump that works in another way. */
    static void during(Fresh outbox, FeedProvider feed, PumpSettings settings, Body body) throws Exception {
        RunningPump pump = start(outbox, feed, settings);
        try {
            body.run();
        } finally {
            pump.stop();
        }
    }
}
