package io.controlfeed.cli.outbox;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.console.Surroundings;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What an operator does to an outbox. */
@Command(
        name = OutboxCommand.NAME,
        synopsisHeading = "Usage: ",
        customSynopsis = "controlfeed outbox COMMAND [FLAGS]",
        description = "%nMake an outbox, look at what is in it, and decide about rows that failed.",
        optionListHeading = "",
        commandListHeading = "%nCommands:%n",
        footer = {"", "Example:", "  controlfeed outbox status --outbox outbox.db"})
public final class OutboxCommand implements Callable<Integer> {
    static final String NAME = "outbox";

    private final PrintStream err;
    private final CommandLine command = new CommandLine(this);

    public OutboxCommand(Surroundings surroundings) {
        this.err = surroundings.err();
        Output out = surroundings.out();
        command.addSubcommand(new OutboxInit(out));
        command.addSubcommand(new OutboxShow(out));
        command.addSubcommand(new OutboxList(out));
        command.addSubcommand(new OutboxRetry(out));
        command.addSubcommand(new OutboxDiscard(out));
        command.addSubcommand(new OutboxPrune(out));
    }

    public CommandLine commandLine() {
        return command;
    }

    @Override
    public Integer call() {
        command.usage(err);
        return ExitCode.USAGE.number();
    }
}
