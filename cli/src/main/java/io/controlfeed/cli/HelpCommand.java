package io.controlfeed.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains a command, or lists all. */
@Command(
        name = "help",
        description = "%nExplain a command.",
        abbreviateSynopsis = true,
        optionListHeading = "",
        parameterListHeading = "%n",
        footer = {"", "Example:", "  controlfeed help emit-event"})
final class HelpCommand implements Callable<Integer> {
    private final Output out;
    private final CommandLine root;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "Which one; none for a list of all.")
    private @Nullable String command;

    HelpCommand(Output out, CommandLine root) {
        this.out = out;
        this.root = root;
    }

    @Override
    public Integer call() {
        CommandLine explained = command == null ? root : root.getSubcommands().get(command);
        if (explained == null) {
            throw Failure.usage(
                    "help",
                    "there is no command '" + command + "'"
                            + Nearest.didYouMean(
                                    String.valueOf(command),
                                    root.getSubcommands().keySet()));
        }
        out.text(explained.getUsageMessage());
        return ExitCode.DONE.number();
    }
}
