package io.controlfeed.cli.node;

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

/** Runs an applier. */
@Command(
        name = Apply.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nApply the events of a feed to a node's SQLite file: each once, and each subject in order.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed apply --feed-source file --feed-file-dir ./feed --artifacts ./artifacts \\",
            "      --node-db node.db --node-schema tables.sql --allow-table hostname",
            "  controlfeed apply --feed-source kafka --node-db node.db --allow-table hostname,policy --once",
            "",
            "One works on a file at a time. Rows, event ids and cursor are written in one transaction; only then is",
            "the feed told. SIGTERM and SIGINT end it: what is on its way is finished or undone."
        })
public final class Apply implements Callable<Integer> {
    public static final String NAME = "apply";

    private final Surroundings surroundings;
    private final FeedRegistry backends;
    private final CommandLine command;
    private final BackendFlags backendFlags;

    @Mixin
    private final ApplierSide side = new ApplierSide();

    @Mixin
    private final HttpFlags http = new HttpFlags();

    @Option(
            names = "--once",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Apply what is there, and end.")
    private boolean once;

    public Apply(Surroundings surroundings, FeedRegistry backends) {
        this.surroundings = surroundings;
        this.backends = backends;
        this.command = new CommandLine(this);
        this.backendFlags = new BackendFlags(backends, command.getCommandSpec());
        side.addTo(backendFlags.flags());
    }

    public CommandLine commandLine() {
        return command;
    }

    public BackendFlags backendFlags() {
        return backendFlags;
    }

    @Override
    public Integer call() throws InterruptedException {
        FeedProvider backend = backendFlags.chosen(side.feedSource(), BackendFlags.SOURCE, Ability.POLL);
        try (Workshop shop = new Workshop(NAME, surroundings, http)) {
            shop.run(List.of(side.open(NAME, backends, backend, backendFlags, once, shop)));
        }
        return ExitCode.DONE.number();
    }
}
