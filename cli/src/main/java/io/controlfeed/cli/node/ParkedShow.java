package io.controlfeed.cli.node;

import io.controlfeed.applier.node.ParkedDesk;
import io.controlfeed.applier.node.ParkedEntry;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.Output;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one parked event. */
@Command(
        name = "show",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nShow all that is known of a parked event.",
        optionListHeading = "",
        parameterListHeading = "%n",
        footer = {"", "Example:", "  controlfeed parked show --node-db node.db evt-17"})
public final class ParkedShow implements Callable<Integer> {
    private static final String NAME = "parked show";

    private final Output out;

    @Parameters(arity = "0..1", paramLabel = "EVENT_ID", description = "The event.")
    private @Nullable String eventId;

    @Mixin
    private final NodeFlags node = new NodeFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    ParkedShow(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        String id = eventId;
        if (id == null) {
            throw Failure.usage(NAME, "say which event, by its event id");
        }
        return node.use(NAME, database -> {
            ParkedEntry entry = new ParkedDesk(database)
                    .show(id)
                    .orElseThrow(() -> new Failure(
                            ExitCode.USAGE,
                            "event '" + id + "' in " + database.name(),
                            "it is not parked",
                            "controlfeed parked list shows what is",
                            null));
            json.print(out, () -> ParkedText.sheet(entry), () -> List.of(ParkedText.json(entry)));
            return ExitCode.DONE.number();
        });
    }
}
