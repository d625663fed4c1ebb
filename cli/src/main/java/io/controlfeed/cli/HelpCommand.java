package io.controlfeed.cli;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.Nearest;
import io.controlfeed.cli.console.Output;
import java.util.List;
import java.util.concurrent.Callable;
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
public final class HelpCommand implements Callable<Integer> {
    private final Output out;
    private final CommandLine root;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Which one; none for a list of all.")
    private List<String> words = List.of();

    HelpCommand(Output out, CommandLine root) {
        this.out = out;
        this.root = root;
    }

    @Override
    public Integer call() {
        CommandLine explained = root;
        for (String word : words) {
            CommandLine next = explained.getSubcommands().get(word);
            if (next == null) {
                throw Failure.usage(
                        "help",
                        "there is no command '" + String.join(" ", words) + "'"
                                + Nearest.didYouMean(
                                        word, explained.getSubcommands().keySet()));
            }
            explained = next;
        }
        out.text(explained.getUsageMessage());
        return ExitCode.DONE.number();
    }
}
