package io.controlfeed.cli.outbox;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.cli.daemon.HttpFlags;
import io.controlfeed.cli.daemon.Workshop;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import java.util.List;
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
public final class Publish implements Callable<Integer> {
    public static final String NAME = "publish";

    private final Surroundings surroundings;
    private final FeedRegistry backends;
    private final CommandLine command;
    private final BackendFlags backendFlags;

    @Mixin
    private final PumpSide side = new PumpSide();

    @Mixin
    private final HttpFlags http = new HttpFlags();

    @Option(
            names = "--once",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Publish what is there, and end when nothing is left that can be tried now.")
    private boolean once;

    public Publish(Surroundings surroundings, FeedRegistry backends) {
        this.surroundings = surroundings;
        this.backends = backends;
        this.command = new CommandLine(this);
        this.backendFlags = new BackendFlags(backends, command.getCommandSpec());
    }

    public CommandLine commandLine() {
        return command;
    }

    public BackendFlags backendFlags() {
        return backendFlags;
    }

    @Override
    public Integer call() throws InterruptedException {
        FeedProvider backend = backendFlags.chosen(side.feedSink(), BackendFlags.SINK, Ability.APPEND);
        try (Workshop shop = new Workshop(NAME, surroundings, http)) {
            shop.run(List.of(side.open(NAME, backends, backend, backendFlags, once, shop)));
        }
        return ExitCode.DONE.number();
    }
}
