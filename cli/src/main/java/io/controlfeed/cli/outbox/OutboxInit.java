package io.controlfeed.cli.outbox;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.Output;
import io.controlfeed.publisher.outbox.OutboxSchema;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the tables of an outbox, or brings them up to date. */
@Command(
        name = "init",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nMake the tables of an outbox, or bring them up to date; nothing is ever taken away.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed outbox init --outbox outbox.db",
            "  controlfeed outbox init --outbox jdbc:postgresql://127.0.0.1/control --outbox-user control"
        })
public final class OutboxInit implements Callable<Integer> {
    private final Output out;

    @Mixin
    private final OutboxFlags outbox = new OutboxFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    OutboxInit(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        return outbox.use("outbox init", database -> {
            int before = new OutboxSchema(database).migrate();
            int now = OutboxSchema.VERSION;
            String what = before == 0
                    ? "made, with tables of version " + now
                    : before == now
                            ? "is there, with tables of version " + now
                            : "brought from version " + before + " to " + now;
            json.print(
                    out,
                    () -> List.of(database.name() + ": " + what),
                    () -> List.of(new JsonObject()
                            .put("outbox", database.name())
                            .put("version_before", before)
                            .put("schema_version", now)
                            .toString()));
            return ExitCode.DONE.number();
        });
    }
}
