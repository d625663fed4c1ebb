package io.controlfeed.cli.outbox;

import io.controlfeed.cli.daemon.Work;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.publisher.outbox.OutboxSchema;
import io.controlfeed.publisher.pump.Pump;
import io.controlfeed.publisher.pump.PumpSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of a pump, and the pump that they make. */
public final class PumpSide {
    @Mixin
    private final OutboxFlags outbox = new OutboxFlags();

    @Option(
            names = BackendFlags.SINK,
            paramLabel = "NAME",
            defaultValue = "nop",
            description = "The backend to publish to; see controlfeed backends. Default: nop, with which no pump runs.")
    private String feedSink = "nop";

    @Option(
            names = "--init",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Make the outbox's tables first, or bring them up to date; several may do so at once.")
    private boolean init;

    @Mixin
    private final PumpFlags pump = new PumpFlags();

    public String feedSink() {
        return feedSink;
    }

    /**
     * A pump that is ready to begin.
     *
     * @param once whether it ends when nothing is left that can be tried now
     */
    public Work open(String command, FeedRegistry backends, FeedProvider backend, BackendFlags flags, boolean once)
            throws InterruptedException {
        PumpSettings settings = pump.settings(command);
        MeterRegistry numbers = new SimpleMeterRegistry();
        Pump made = outbox.use(command, database -> {
            OutboxSchema schema = new OutboxSchema(database);
            if (init) {
                schema.migrate();
            } else {
                schema.check();
            }
            return new Pump(database, backends, backend.name(), flags.givenFor(backend), settings, numbers);
        });
        return new Pumping(command, made, once, numbers.counter("controlfeed.pump.published"));
    }

    private final class Pumping implements Work {
        private final String command;
        private final Pump pump;
        private final boolean once;
        private final Counter published;

        private Pumping(String command, Pump pump, boolean once, Counter published) {
            this.command = command;
            this.pump = pump;
            this.once = once;
            this.published = published;
        }

        @Override
        public String name() {
            return "pump";
        }

        @Override
        public void run() throws InterruptedException {
            outbox.use(command, database -> {
                if (once) {
                    pump.drain();
                } else {
                    pump.run();
                }
                return true;
            });
        }

        @Override
        public void stop() {
            pump.stop();
        }

        @Override
        public String account() {
            return "published " + (long) published.count();
        }
    }
}
