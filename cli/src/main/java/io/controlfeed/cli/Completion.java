package io.controlfeed.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prints a script that teaches a shell to complete commands and flags. */
@Command(
        name = "completion",
        description = "%nPrint a completion script for bash and zsh.",
        abbreviateSynopsis = true,
        optionListHeading = "",
        footer = {
            "",
            "Example, for this shell:",
            "  source <(controlfeed completion)",
            "Example, for every bash to come:",
            "  controlfeed completion > ~/.local/share/bash-completion/completions/controlfeed"
        })
final class Completion implements Callable<Integer> {
    private final Output out;
    private final CommandLine root;

    Completion(Output out, CommandLine root) {
        this.out = out;
        this.root = root;
    }

    @Override
    public Integer call() {
        out.text(AutoComplete.bash("controlfeed", root));
        return ExitCode.DONE.number();
    }
}
