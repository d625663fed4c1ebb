package io.controlfeed.cli;

import io.controlfeed.cli.console.ExitCode;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line without a command: shows which there are. */
@Command(
        name = "controlfeed",
        synopsisHeading = "Usage: ",
        customSynopsis = "controlfeed [--debug] [--config FILE] COMMAND [FLAGS]",
        description = "%nCarries every change that a control plane commits to every node, in order.",
        optionListHeading = "",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        footer = {
            "",
            "Each flag can also be given as an environment variable and as a key in a properties file:",
            "--feed-sink file  =  CONTROLFEED_FEED_SINK=file  =  feed-sink=file in --config FILE.",
            "A flag wins over the environment, and the environment over the file.",
            "",
            "Begin with:",
            "  controlfeed demo",
            "  controlfeed backends",
            "  controlfeed help emit-event"
        })
public final class WhichCommand implements Callable<Integer> {
    private final PrintStream err;
    private final CommandLine command = new CommandLine(this);

    WhichCommand(PrintStream err) {
        this.err = err;
    }

    CommandLine commandLine() {
        return command;
    }

    @Override
    public Integer call() {
        command.usage(err);
        return ExitCode.USAGE.number();
    }
}
