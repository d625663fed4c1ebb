package io.controlfeed.cli.outbox;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.Output;
import io.controlfeed.publisher.outbox.OutboxRetention;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes what was done long ago. */
@Command(
        name = "prune",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nRemove rows that were published or discarded some time ago, and never any other.",
        optionListHeading = "",
        footer = {
            "",
            "Example:",
            "  controlfeed outbox prune --outbox outbox.db --older-than 7d",
            "",
            "It works in small batches with pauses, so that producers need not wait, and may be interrupted.",
            "A pump does the same by itself: controlfeed publish --retention 7d."
        })
public final class OutboxPrune implements Callable<Integer> {
    private static final String NAME = "outbox prune";

    private final Output out;

    @Mixin
    private final OutboxFlags outbox = new OutboxFlags();

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "How long ago, by the database's clock: such as 7d, 12h, 30m or 10s. Must be given.")
    private @Nullable Duration olderThan;

    @Mixin
    private final JsonFlag json = new JsonFlag();

    OutboxPrune(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Duration age = olderThan;
        if (age == null) {
            throw Failure.usage(NAME, "--older-than is not given: it says what is old enough, such as 7d");
        }
        return outbox.use(NAME, database -> {
            try (OutboxRetention retention = new OutboxRetention(database, age)) {
                long removed = retention.prune(pause -> {
                    Thread.sleep(pause.toMillis());
                    return false;
                });
                json.print(
                        out,
                        () -> List.of("removed: " + removed),
                        () -> List.of(new JsonObject().put("removed", removed).toString()));
                return ExitCode.DONE.number();
            }
        });
    }
}
