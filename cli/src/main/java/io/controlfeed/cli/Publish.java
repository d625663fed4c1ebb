package io.controlfeed.cli;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxSchema;
import io.controlfeed.publisher.pump.Pump;
import io.controlfeed.publisher.pump.PumpSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a pump. */
@Command(
        name = Publish.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nPublish what is committed to an outbox: each row once, and each subject in order.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed publish --outbox outbox.db --feed-sink file --feed-file-dir ./feed",
            "  controlfeed publish --outbox jdbc:postgresql://127.0.0.1/control --feed-sink kafka --retention 7d",
            "",
            "Of several on one outbox one works and the others stand by. SIGTERM and SIGINT end it: what is on",
            "its way is finished, and another one takes over at once."
        })
final class Publish implements Callable<Integer> {
    static final String NAME = "publish";
    /** A pump that was told to end and has not by then is left to the next one, which finds out what it did. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final FeedRegistry backends;
    private final CommandLine command;
    private final BackendFlags backendFlags;

    @Mixin
    private final OutboxFlags outbox = new OutboxFlags();

    @Option(
            names = EmitEvent.SINK_FLAG,
            paramLabel = "NAME",
            defaultValue = "nop",
            description = "The backend to publish to; see controlfeed backends. Default: nop, with which no pump runs.")
    private String feedSink = "nop";

    @Option(
            names = "--once",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Publish what is there, and end when nothing is left that can be tried now.")
    private boolean once;

    @Option(
            names = "--init",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Make the outbox's tables first, or bring them up to date; several may do so at once.")
    private boolean init;

    @Mixin
    private final PumpFlags pump = new PumpFlags();

    Publish(Surroundings surroundings, FeedRegistry backends) {
        this.surroundings = surroundings;
        this.backends = backends;
        this.command = new CommandLine(this);
        this.backendFlags = new BackendFlags(backends, command.getCommandSpec());
    }

    CommandLine commandLine() {
        return command;
    }

    BackendFlags backendFlags() {
        return backendFlags;
    }

    @Override
    public Integer call() throws InterruptedException {
        FeedProvider backend = backendFlags.chosen(feedSink, EmitEvent.SINK_FLAG, Ability.APPEND);
        PumpSettings settings = pump.settings(NAME);
        return outbox.use(NAME, database -> {
            publish(database, backend, settings);
            return ExitCode.DONE.number();
        });
    }

    private void publish(OutboxDatabase database, FeedProvider backend, PumpSettings settings) throws SQLException {
        OutboxSchema schema = new OutboxSchema(database);
        if (init) {
            schema.migrate();
        } else {
            schema.check();
        }
        MeterRegistry numbers = new SimpleMeterRegistry();
        Pump running = new Pump(database, backends, backend.name(), backendFlags.givenFor(backend), settings, numbers);
        try (CloseAtExit closing = new CloseAtExit(running::stop, PATIENCE)) {
            if (once) {
                running.drain();
            } else {
                running.run();
            }
            long published =
                    (long) numbers.counter("controlfeed.pump.published").count();
            surroundings.warn(
                    "this pump ends" + (closing.hasBegun() ? " as it was told" : "") + ": published " + published);
        }
    }
}
