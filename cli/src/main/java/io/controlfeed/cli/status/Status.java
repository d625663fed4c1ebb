package io.controlfeed.cli.status;

import io.controlfeed.applier.FeedSources;
import io.controlfeed.applier.NodeStatus;
import io.controlfeed.cli.console.AlignedColumns;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.JsonText;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.feed.LaneExtent;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.cli.node.NodeFeedFlags;
import io.controlfeed.cli.node.NodeFlags;
import io.controlfeed.cli.node.NodeText;
import io.controlfeed.cli.outbox.OutboxFlags;
import io.controlfeed.cli.outbox.OutboxText;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.publisher.outbox.OutboxStatus;
import io.controlfeed.publisher.outbox.OutboxView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how an outbox, a feed and a node stand: those that are given, on one screen. */
@Command(
        name = Status.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "%nTell how the outbox, the feed and the node stand that are given, and how far the node is behind.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed status --node-db node.db",
            "  controlfeed status --config controlfeed.properties",
            "  controlfeed status --outbox control.db --feed-source file --feed-file-dir feed --node-db node.db --json",
            "",
            "Of a node it is what its own file tells, whether its applier runs or not. Two nodes with the same rows",
            "have the same fingerprint. What can be told is printed, also if something else cannot be reached; the",
            "exit code is then that of the first part that could not."
        })
public final class Status implements Callable<Integer> {
    static final String NAME = "status";

    private final Output out;
    private final FeedRegistry backends;
    private final CommandLine command;
    private final BackendFlags backendFlags;

    @Mixin
    private final OutboxFlags outbox = new OutboxFlags();

    @Mixin
    private final NodeFeedFlags feed = new NodeFeedFlags();

    @Mixin
    private final NodeFlags node = new NodeFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    public Status(Output out, FeedRegistry backends) {
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
        FeedProvider source = backends.provider(feed.name());
        backendFlags.refuseForeignFlags(BackendFlags.SOURCE, source.name());
        boolean hasFeed = source.abilities().contains(Ability.POLL);
        if (!outbox.isGiven() && !hasFeed && !node.isGiven()) {
            throw Failure.usage(NAME, "nothing is given to look at: --node-db, --outbox or --feed-source");
        }
        Screen screen = new Screen();
        if (outbox.isGiven()) {
            screen.add(() -> outbox(screen));
        }
        List<LaneExtent> lanes = new ArrayList<>();
        if (hasFeed) {
            screen.add(() -> feed(screen, source, lanes));
        }
        if (node.isGiven()) {
            screen.add(() -> node(screen, lanes));
        }
        json.print(out, screen::lines, () -> List.of(screen.json.toString()));
        screen.throwWhatFailed();
        return ExitCode.DONE.number();
    }

    private void outbox(Screen screen) throws InterruptedException {
        outbox.use(NAME, database -> {
            try (OutboxView view = new OutboxView(database)) {
                OutboxStatus status = view.status();
                screen.section(OutboxText.rows(database.name(), status));
                screen.json.putJson("outbox", OutboxText.json(database.name(), status));
                return true;
            }
        });
    }

    private void feed(Screen screen, FeedProvider source, List<LaneExtent> lanes) throws InterruptedException {
        lanes.addAll(LaneExtent.all(new FeedSources(backends, source.name(), backendFlags.givenFor(source))));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("feed", lanes.get(0).feed()));
        lanes.forEach(lane -> rows.add(List.of("lane " + lane.lane(), lane.text())));
        screen.section(rows);
        screen.json.putJson(
                "feed",
                new JsonObject()
                        .put("name", lanes.get(0).feed())
                        .putJson("lanes", JsonText.array(lanes.stream().map(LaneExtent::json)))
                        .toString());
    }

    private void node(Screen screen, List<LaneExtent> lanes) throws InterruptedException {
        node.use(NAME, database -> {
            NodeStatus status = NodeStatus.of(database);
            List<Lag> lags = lanes.isEmpty() ? List.of() : Lag.of(status.positions(), lanes);
            List<List<String>> rows = new ArrayList<>(NodeText.rows(database, status));
            lags.forEach(lag -> rows.add(List.of("behind, lane " + lag.lane(), lag.text())));
            screen.section(rows);
            NodeText.fill(screen.json, database, status);
            if (!lags.isEmpty()) {
                screen.json.putJson("behind", JsonText.array(lags.stream().map(Lag::json)));
            }
            return true;
        });
    }

    /** What is there to be printed so far. */
    private static final class Screen {
        private final JsonObject json = new JsonObject();
        private final List<List<List<String>>> sections = new ArrayList<>();
        private @Nullable RuntimeException failed;

        private interface Part {
            void add() throws InterruptedException;
        }

        /** Adds a part, if it can be told. */
        void add(Part part) throws InterruptedException {
            try {
                part.add();
            } catch (Failure | FeedException unreachable) {
                if (failed == null) {
                    failed = unreachable;
                }
            }
        }

        void section(List<List<String>> rows) {
            sections.add(rows);
        }

        /** A blank line between the sections, and one width for all. */
        List<String> lines() {
            AlignedColumns columns = new AlignedColumns();
            sections.forEach(columns::lines);
            List<String> lines = new ArrayList<>();
            for (List<List<String>> section : sections) {
                if (!lines.isEmpty()) {
                    lines.add("");
                }
                lines.addAll(columns.lines(section));
            }
            return lines;
        }

        void throwWhatFailed() {
            if (failed != null) {
                throw failed;
            }
        }
    }
}
