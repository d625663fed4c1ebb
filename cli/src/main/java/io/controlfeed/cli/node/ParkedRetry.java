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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets events that failed be tried again. */
@Command(
        name = "retry",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nLet events that failed be tried again, and behind each what waits on its subject.",
        optionListHeading = "",
        parameterListHeading = "%n",
        footer = {
            "",
            "Examples:",
            "  controlfeed parked retry --node-db node.db evt-17 --reason \"the column is there now\"",
            "  controlfeed parked retry --node-db node.db --all-failed",
            "  controlfeed parked retry --node-db node.db --kind no-such-place",
            "",
            "The node's applier does it: at once if it runs, and otherwise when it starts."
        })
public final class ParkedRetry implements Callable<Integer> {
    private static final String NAME = "parked retry";

    private final Output out;

    @Parameters(arity = "0..*", paramLabel = "EVENT_ID", description = "The events; all of them or none are retried.")
    private List<String> eventIds = List.of();

    @Option(
            names = "--all-failed",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "All events that failed.")
    private boolean allFailed;

    @Option(names = "--kind", paramLabel = "KIND", description = "All events that failed in this way.")
    private @Nullable String kind;

    @Mixin
    private final OperatorFlags operator = new OperatorFlags();

    @Mixin
    private final NodeFlags node = new NodeFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    ParkedRetry(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean many = allFailed || kind != null;
        if (eventIds.isEmpty() != many) {
            throw Failure.usage(NAME, "say which events: either event ids, or --all-failed or --kind");
        }
        return node.use(NAME, database -> {
            ParkedDesk desk = new ParkedDesk(database);
            int retried = many ? desk.retryAll(kind, operator.ofNode()) : desk.retry(eventIds, operator.ofNode());
            json.print(
                    out,
                    () -> List.of("to be tried again: " + retried),
                    () -> List.of(new JsonObject().put("retried", retried).toString()));
            return ExitCode.DONE.number();
        });
    }
}
