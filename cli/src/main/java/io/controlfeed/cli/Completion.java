package io.controlfeed.cli;

import static java.util.Objects.requireNonNull;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.feed.EmitEvent;
import io.controlfeed.cli.feed.Tail;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.cli.node.Apply;
import io.controlfeed.cli.node.NodeBootstrap;
import io.controlfeed.cli.node.NodeRewind;
import io.controlfeed.cli.outbox.Publish;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** Prints a script that teaches a shell to complete commands and flags. */
@Command(
        name = Completion.NAME,
        description = "%nPrint a completion script for bash and zsh.",
        abbreviateSynopsis = true,
        optionListHeading = "",
        parameterListHeading = "%n",
        footer = {
            "",
            "Examples, for this shell:",
            "  source <(controlfeed completion bash)",
            "  source <(controlfeed completion zsh)",
            "Example, for every bash to come:",
            "  controlfeed completion bash > ~/.local/share/bash-completion/completions/controlfeed"
        })
public final class Completion implements Callable<Integer> {
    static final String NAME = "completion";
    private static final List<String> SHELLS = List.of("bash", "zsh");

    private final Output out;
    private final CommandLine root;
    private final FeedRegistry backends;

    @Parameters(
            arity = "0..1",
            paramLabel = "SHELL",
            defaultValue = "bash",
            completionCandidates = Shells.class,
            description = "bash or zsh; one script serves both.")
    private String shell = "bash";

    Completion(Output out, CommandLine root, FeedRegistry backends) {
        this.out = out;
        this.root = root;
        this.backends = backends;
    }

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw Failure.usage(
                    NAME, "there is no completion for '" + shell + "'; there is: " + String.join(", ", SHELLS));
        }
        offerBackends(EmitEvent.NAME, BackendFlags.SINK);
        offerBackends(Publish.NAME, BackendFlags.SINK);
        offerBackends(Tail.NAME, BackendFlags.SOURCE);
        offerBackends(Apply.NAME, BackendFlags.SOURCE);
        offerBackends(NodeBootstrap.NAME, BackendFlags.SOURCE);
        offerBackends(NodeRewind.NAME, BackendFlags.SOURCE);
        offerBackends(RunBoth.NAME, BackendFlags.SINK);
        offerBackends(RunBoth.NAME, BackendFlags.SOURCE);
        out.text(AutoComplete.bash("controlfeed", root));
        return ExitCode.DONE.number();
    }

    private void offerBackends(String name, String flag) {
        CommandSpec command = requireNonNull(root.getSubcommands().get(name)).getCommandSpec();
        OptionSpec option = command.findOption(flag);
        command.remove(option);
        command.addOption(OptionSpec.builder(option)
                .completionCandidates(
                        backends.providers().stream().map(FeedProvider::name).toList())
                .build());
    }

    /** For its own completion. */
    static final class Shells extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Shells() {
            super(SHELLS);
        }
    }
}
