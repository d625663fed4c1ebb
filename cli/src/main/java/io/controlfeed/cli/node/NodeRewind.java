package io.controlfeed.cli.node;

import io.controlfeed.applier.FeedSources;
import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.snapshot.Rewind;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.cli.flags.HostName;
import io.controlfeed.cli.flags.OperatorFlags;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a node back. */
@Command(
        name = NodeRewind.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nPut a node back to an earlier version of its feed, from where it applies everything again.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed rewind --node-db node.db --to 41 --feed-source kafka --allow-table hostname",
            "  controlfeed rewind --node-db node.db --to 0 --feed-source file --feed-file-dir ./feed \\",
            "      --allow-table hostname --reason \"a new column\"",
            "",
            "To a version above 0 the rows stay, and are written over; to 0 the projection's tables are emptied.",
            "Its applier must not run. The feed is asked first whether it still holds what follows."
        })
public final class NodeRewind implements Callable<Integer> {
    public static final String NAME = "rewind";

    private final Output out;
    private final FeedRegistry backends;
    private final CommandLine command;
    private final BackendFlags backendFlags;

    @Mixin
    private final NodeFlags node = new NodeFlags();

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "The version; 0 is the beginning, of all lanes. Must be given.")
    private @Nullable Long version;

    @Option(names = "--lane", paramLabel = "N", description = "Which lane, where the feed has several.")
    private @Nullable Long lane;

    @Mixin
    private final NodeFeedFlags feed = new NodeFeedFlags();

    @Mixin
    private final ProjectionFlags projection = new ProjectionFlags();

    @Mixin
    private final OperatorFlags operator = new OperatorFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    public NodeRewind(Output out, FeedRegistry backends) {
        this.out = out;
        this.backends = backends;
        this.command = new CommandLine(this);
        this.backendFlags = new BackendFlags(backends, command.getCommandSpec());
        projection.addTo(backendFlags.flags());
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
        Long to = version;
        if (to == null) {
            throw Failure.usage(NAME, "--to is not given: it says to which version, and 0 is the beginning");
        }
        if (to == 0 && lane != null) {
            throw Failure.usage(NAME, "--lane is given: to the beginning is for all lanes at once; leave it out");
        }
        FeedSources sources = NodeFeedFlags.sources(backends, backend, backendFlags, HostName.get());
        return node.use(NAME, database -> {
            Set<String> tables = projection.open(backendFlags.flags()).tables();
            Rewind rewind = new Rewind(database, tables, sources::open, OperatorFlags.whoRunsThis(), operator.reason());
            List<LanePosition> before = rewind(rewind, to);
            json.print(
                    out,
                    () -> text(database, before, to),
                    () -> before.stream().map(PositionText::json).toList());
            return ExitCode.DONE.number();
        });
    }

    private List<LanePosition> rewind(Rewind rewind, long to) throws SQLException, InterruptedException {
        if (to == 0) {
            return rewind.toBeginning();
        }
        return List.of(lane == null ? rewind.to(to) : rewind.to(Math.toIntExact(lane), to));
    }

    private static List<String> text(NodeDatabase database, List<LanePosition> before, long to) {
        return before.stream()
                .map(was -> "lane " + was.lane() + " of " + database.file() + " was at version " + was.controlVersion()
                        + ", and is at " + to)
                .toList();
    }
}
