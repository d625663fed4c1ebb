package io.controlfeed.cli.node;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.console.Surroundings;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What an operator does about events that a node could not apply. */
@Command(
        name = ParkedCommand.NAME,
        synopsisHeading = "Usage: ",
        customSynopsis = "controlfeed parked COMMAND [FLAGS]",
        description = "%nLook at events that a node could not apply, and decide about them.",
        optionListHeading = "",
        commandListHeading = "%nCommands:%n",
        footer = {"", "Example:", "  controlfeed parked list --node-db node.db"})
public final class ParkedCommand implements Callable<Integer> {
    static final String NAME = "parked";

    private final PrintStream err;
    private final CommandLine command = new CommandLine(this);

    public ParkedCommand(Surroundings surroundings) {
        this.err = surroundings.err();
        Output out = surroundings.out();
        command.addSubcommand(new ParkedList(out));
        command.addSubcommand(new ParkedShow(out));
        command.addSubcommand(new ParkedRetry(out));
        command.addSubcommand(new ParkedDiscard(out));
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
