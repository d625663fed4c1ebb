package io.controlfeed.cli.node;

import io.controlfeed.applier.node.ParkedDesk;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.flags.OperatorFlags;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives parked events up for good. */
@Command(
        name = "discard",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nGive up parked events: this node never applies them.",
        optionListHeading = "",
        parameterListHeading = "%n",
        footer = {
            "",
            "Example:",
            "  controlfeed parked discard --node-db node.db evt-17 --reason \"replaced by evt-18\"",
            "",
            "What waited behind them is tried. The node then differs from those that applied them."
        })
public final class ParkedDiscard implements Callable<Integer> {
    private static final String NAME = "parked discard";

    private final Output out;

    @Parameters(arity = "0..*", paramLabel = "EVENT_ID", description = "The events; all of them or none are given up.")
    private List<String> eventIds = List.of();

    @Mixin
    private final OperatorFlags operator = new OperatorFlags();

    @Mixin
    private final NodeFlags node = new NodeFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    ParkedDiscard(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (eventIds.isEmpty()) {
            throw Failure.usage(NAME, "say which events, by their event ids");
        }
        return node.use(NAME, database -> {
            int discarded = new ParkedDesk(database).discard(eventIds, operator.ofNode());
            json.print(
                    out,
                    () -> List.of("discarded: " + discarded),
                    () -> List.of(new JsonObject().put("discarded", discarded).toString()));
            return ExitCode.DONE.number();
        });
    }
}
