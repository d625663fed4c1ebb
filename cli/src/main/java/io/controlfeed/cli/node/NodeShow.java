package io.controlfeed.cli.node;

import io.controlfeed.applier.NodeStatus;
import io.controlfeed.cli.console.AlignedColumns;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.Output;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how a node stands. */
@Command(
        name = NodeShow.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nTell up to where a node has applied its feed, what is parked, and what its rows are.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed status --node-db node.db",
            "  controlfeed status --node-db node.db --json",
            "",
            "It is what the node's own file tells, whether its applier runs or not. Two nodes with the same rows",
            "have the same fingerprint."
        })
public final class NodeShow implements Callable<Integer> {
    static final String NAME = "status";

    private final Output out;

    @Mixin
    private final NodeFlags node = new NodeFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    public NodeShow(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        return node.use(NAME, database -> {
            NodeStatus status = NodeStatus.of(database);
            json.print(
                    out,
                    () -> new AlignedColumns().lines(NodeText.rows(database, status)),
                    () -> List.of(
                            NodeText.fill(new JsonObject(), database, status).toString()));
            return ExitCode.DONE.number();
        });
    }
}
