package io.controlfeed.cli.outbox;

import io.controlfeed.cli.daemon.Work;
import io.controlfeed.cli.daemon.Workshop;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.publisher.outbox.OutboxSchema;
import io.controlfeed.publisher.pump.Pump;
import io.controlfeed.publisher.pump.PumpSettings;
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

    /** Where the outbox is. */
    public OutboxFlags outbox() {
        return outbox;
    }

    /** Refuses what no pump can work with. */
    public void check(String command) {
        pump.settings(command);
    }

    public String feedSink() {
        return feedSink;
    }

    /**
     * A pump that is ready to begin.
     *
     * @param once whether it ends when nothing is left that can be tried now
     */
    public Work open(
            String command,
            FeedRegistry backends,
            FeedProvider backend,
            BackendFlags flags,
            boolean once,
            Workshop shop)
            throws InterruptedException {
        PumpSettings settings = pump.settings(command);
        return outbox.use(command, database -> {
            OutboxSchema schema = new OutboxSchema(database);
            if (init) {
                schema.migrate();
            } else {
                schema.check();
            }
            Pump made = new Pump(
                    database,
                    backends,
                    backend.name(),
                    flags.givenFor(backend),
                    settings,
                    shop.numbers().registry());
            shop.traces().of(made, backend.name());
            return new PumpWork(command, outbox, database, made, once, shop.numbers());
        });
    }
}
