package io.controlfeed.cli.outbox;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.flags.OperatorFlags;
import io.controlfeed.publisher.outbox.OutboxDesk;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives rows up for good. */
@Command(
        name = "discard",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nGive up rows that are parked or wait for their next attempt: they are never published.",
        optionListHeading = "",
        parameterListHeading = "%n",
        footer = {
            "",
            "Example:",
            "  controlfeed outbox discard --outbox outbox.db evt-17 --reason \"replaced by evt-18\"",
            "",
            "What is held behind them goes on. A row that may be in the feed already cannot be discarded."
        })
public final class OutboxDiscard implements Callable<Integer> {
    private static final String NAME = "outbox discard";

    private final Output out;

    @Parameters(arity = "0..*", paramLabel = "EVENT_ID", description = "The rows; all of them or none are changed.")
    private List<String> eventIds = List.of();

    @Mixin
    private final OperatorFlags operator = new OperatorFlags();

    @Mixin
    private final OutboxFlags outbox = new OutboxFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    OutboxDiscard(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (eventIds.isEmpty()) {
            throw Failure.usage(NAME, "say which rows, by their event ids");
        }
        return outbox.use(NAME, database -> {
            int discarded = new OutboxDesk(database).discard(eventIds, operator.ofOutbox());
            json.print(
                    out,
                    () -> List.of("discarded: " + discarded),
                    () -> List.of(new JsonObject().put("discarded", discarded).toString()));
            return ExitCode.DONE.number();
        });
    }
}
