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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets rows that failed be tried again. */
@Command(
        name = "retry",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nLet rows that are parked, or wait for their next attempt, be tried again at once.",
        optionListHeading = "",
        parameterListHeading = "%n",
        footer = {
            "",
            "Examples:",
            "  controlfeed outbox retry --outbox outbox.db evt-17 --reason \"the artifact is there now\"",
            "  controlfeed outbox retry --outbox outbox.db --all-parked",
            "",
            "They have all their attempts before them. What is held behind one goes on when it is published."
        })
public final class OutboxRetry implements Callable<Integer> {
    private static final String NAME = "outbox retry";

    private final Output out;

    @Parameters(arity = "0..*", paramLabel = "EVENT_ID", description = "The rows; all of them or none are changed.")
    private List<String> eventIds = List.of();

    @Option(
            names = "--all-parked",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "All rows that are parked.")
    private boolean allParked;

    @Mixin
    private final OperatorFlags operator = new OperatorFlags();

    @Mixin
    private final OutboxFlags outbox = new OutboxFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    OutboxRetry(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (eventIds.isEmpty() != allParked) {
            throw Failure.usage(NAME, "say which rows: either event ids or --all-parked");
        }
        return outbox.use(NAME, database -> {
            OutboxDesk desk = new OutboxDesk(database);
            int retried =
                    allParked ? desk.retryAllParked(operator.ofOutbox()) : desk.retry(eventIds, operator.ofOutbox());
            json.print(
                    out,
                    () -> List.of("pending again: " + retried),
                    () -> List.of(new JsonObject().put("retried", retried).toString()));
            return ExitCode.DONE.number();
        });
    }
}
