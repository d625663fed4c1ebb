package io.controlfeed.cli.outbox;

import io.controlfeed.cli.console.AlignedColumns;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.Output;
import io.controlfeed.publisher.outbox.OutboxStatus;
import io.controlfeed.publisher.outbox.OutboxView;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how an outbox stands. */
@Command(
        name = "status",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nTell how many rows wait and why, and which pump drains the outbox.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed outbox status --outbox outbox.db",
            "  controlfeed outbox status --outbox jdbc:postgresql://127.0.0.1/control --json",
            "",
            "All times are those of the database's clock. What was ever enqueued is the sum of the numbers of",
            "rows; published and discarded ones are counted also after they were removed."
        })
public final class OutboxShow implements Callable<Integer> {
    private final Output out;

    @Mixin
    private final OutboxFlags outbox = new OutboxFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    OutboxShow(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        return outbox.use("outbox status", database -> {
            try (OutboxView view = new OutboxView(database)) {
                OutboxStatus status = view.status();
                json.print(
                        out,
                        () -> new AlignedColumns().lines(OutboxText.rows(database.name(), status)),
                        () -> List.of(OutboxText.json(database.name(), status)));
                return ExitCode.DONE.number();
            }
        });
    }
}
