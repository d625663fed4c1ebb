package io.controlfeed.fault;

import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.pump.Pump;
import io.controlfeed.publisher.pump.PumpSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A process with a pump. SIGTERM stops it in good order; it ends, too, when its standard input does. */
final class PumpMain {
    private static final int ATTEMPTS = 3;

    private PumpMain() {}

    /** Arguments: the outbox, the holder's name, the lease in milliseconds, and the sink's settings, each KEY=VALUE. */
    public static void main(String[] args) throws Exception {
        haltWithParent();
        Map<String, String> sink = Arrays.stream(args)
                .skip(3)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        PumpSettings usual = PumpSettings.defaults(args[1]);
        PumpSettings settings = new PumpSettings(
                usual.holder(),
                usual.batch(),
                ATTEMPTS,
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                usual.poll(),
                Duration.ofMillis(Long.parseLong(args[2])),
                false,
                false);
        Pump pump = new Pump(
                OutboxDatabase.at(args[0]), FeedRegistry.load(), "kafka", sink, settings, new SimpleMeterRegistry());
        Thread running = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(pump, running), "stop"));
        pump.run();
    }

    private static void stop(Pump pump, Thread running) {
        pump.stop();
        try {
            running.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static void haltWithParent() {
        Thread ears = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {}
                    } catch (IOException gone) {
                        // The parent is gone as well.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent");
        ears.setDaemon(true);
        ears.start();
    }
}
