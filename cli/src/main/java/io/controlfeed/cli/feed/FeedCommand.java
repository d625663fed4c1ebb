package io.controlfeed.cli.feed;

import io.controlfeed.cli.console.ExitCode;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What is done to a feed as a whole. */
@Command(
        name = "feed",
        synopsisHeading = "Usage: ",
        customSynopsis = "controlfeed feed COMMAND [FLAGS]",
        description = "%nMake a feed, or look at how it is set up.",
        optionListHeading = "",
        commandListHeading = "%nCommands:%n")
public final class FeedCommand implements Callable<Integer> {
    private final PrintStream err;
    private final CommandLine command = new CommandLine(this);

    public FeedCommand(PrintStream err, FeedCreate create, FeedCheck check) {
        this.err = err;
        command.addSubcommand(create.commandLine());
        command.addSubcommand(check.commandLine());
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
