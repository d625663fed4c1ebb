package io.controlfeed.cli.node;

import io.controlfeed.applier.FeedSources;
import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.snapshot.Bootstrap;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.cli.flags.HostName;
import io.controlfeed.cli.flags.OperatorFlags;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a node of a snapshot. */
@Command(
        name = NodeBootstrap.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nMake a node of a snapshot of another one.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed bootstrap --node-db node.db --from snapshot-….db --feed-source kafka",
            "  controlfeed bootstrap --node-db node.db --from copy.db --digest sha256:… --replace \\",
            "      --feed-source file --feed-file-dir ./feed",
            "",
            "First everything is checked: the file, its rows, and that the feed goes on from there. If anything is",
            "wrong, the node stays what it was. What it was before is kept beside it."
        })
public final class NodeBootstrap implements Callable<Integer> {
    public static final String NAME = "bootstrap";

    private final Output out;
    private final FeedRegistry backends;
    private final CommandLine command;
    private final BackendFlags backendFlags;

    @Mixin
    private final NodeFlags node = new NodeFlags();

    @Option(names = "--from", paramLabel = "FILE", description = "The snapshot. Must be given.")
    private @Nullable Path snapshot;

    @Option(
            names = "--digest",
            paramLabel = "sha256:…",
            description = "What the snapshot has to be. Default: what its name says.")
    private @Nullable String digest;

    @Option(
            names = "--replace",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Also where there is a node that has applied events.")
    private boolean replace;

    @Mixin
    private final NodeFeedFlags feed = new NodeFeedFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    public NodeBootstrap(Output out, FeedRegistry backends) {
        this.out = out;
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
        FeedProvider backend = backendFlags.chosen(feed.name(), BackendFlags.SOURCE, Ability.POLL);
        Path from = snapshot;
        if (from == null) {
            throw Failure.usage(NAME, "--from is not given: it says which snapshot the node is made of");
        }
        FeedSources sources = NodeFeedFlags.sources(backends, backend, backendFlags, HostName.get());
        return node.use(NAME, database -> {
            Bootstrap.Result done =
                    new Bootstrap(database, sources::open, replace, OperatorFlags.whoRunsThis()).from(from, digest);
            json.print(out, () -> text(done), () -> List.of(json(done)));
            return ExitCode.DONE.number();
        });
    }

    private static List<String> text(Bootstrap.Result done) {
        List<String> lines = new ArrayList<>();
        for (LanePosition lane : done.snapshot().positions()) {
            lines.add("lane " + lane.lane() + " stands at version " + lane.controlVersion() + " of " + lane.feed());
        }
        done.replaced().ifPresent(old -> lines.add("what it was before is kept as " + old));
        return lines;
    }

    private static String json(Bootstrap.Result done) {
        return new JsonObject()
                .putJson("snapshot", NodeSnapshot.json(done.snapshot()))
                .put("replaced", done.replaced().map(Path::toString).orElse(null))
                .toString();
    }
}
