package io.controlfeed.cli;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.cli.daemon.HttpFlags;
import io.controlfeed.cli.daemon.Work;
import io.controlfeed.cli.daemon.Workshop;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.cli.node.ApplierSide;
import io.controlfeed.cli.outbox.PumpSide;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a pump and an applier in one process. */
@Command(
        name = RunBoth.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nRun a pump and an applier in one process.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed run --outbox control.db --feed-sink file --feed-source file --feed-file-dir ./feed \\",
            "      --node-db node.db --node-schema tables.sql --allow-table hostname --artifacts ./artifacts",
            "  controlfeed run --feed-source kafka --node-db node.db --allow-table hostname",
            "",
            "A side whose feed is disabled, as nop is, is left out. When one of them fails, both end, with its exit code."
        })
public final class RunBoth implements Callable<Integer> {
    static final String NAME = "run";

    private final Surroundings surroundings;
    private final FeedRegistry backends;
    private final CommandLine command;
    private final BackendFlags backendFlags;

    @Mixin
    private final PumpSide pump = new PumpSide();

    @Mixin
    private final ApplierSide applier = new ApplierSide();

    @Mixin
    private final HttpFlags http = new HttpFlags();

    RunBoth(Surroundings surroundings, FeedRegistry backends) {
        this.surroundings = surroundings;
        this.backends = backends;
        this.command = new CommandLine(this);
        this.backendFlags = new BackendFlags(backends, command.getCommandSpec());
        applier.addTo(backendFlags.flags());
    }

    CommandLine commandLine() {
        return command;
    }

    BackendFlags backendFlags() {
        return backendFlags;
    }

    @Override
    public Integer call() throws InterruptedException {
        FeedProvider sink = backends.provider(pump.feedSink());
        FeedProvider source = backends.provider(applier.feedSource());
        backendFlags.refuseForeignFlags(BackendFlags.SINK + " or " + BackendFlags.SOURCE, sink.name(), source.name());
        boolean hasPump = sink.abilities().contains(Ability.APPEND);
        boolean hasApplier = source.abilities().contains(Ability.POLL);
        if (!hasPump && !hasApplier) {
            throw Failure.usage(
                    NAME,
                    "the feed is disabled on both sides: " + BackendFlags.SINK + " is '" + sink.name() + "', and "
                            + BackendFlags.SOURCE + " is '" + source.name() + "'");
        }
        try (Workshop shop = new Workshop(NAME, surroundings, http)) {
            List<Work> works = new ArrayList<>();
            if (hasPump) {
                works.add(pump.open(NAME, backends, sink, backendFlags, false, shop));
            }
            if (hasApplier) {
                works.add(applier.open(NAME, backends, source, backendFlags, false, shop));
            }
            shop.run(works);
        }
        return ExitCode.DONE.number();
    }
}
