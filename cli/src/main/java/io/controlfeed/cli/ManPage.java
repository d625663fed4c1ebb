package io.controlfeed.cli;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.feed.FeedRegistry;
import java.util.LinkedHashSet;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Prints the manual page of the whole command: what its help says, as man wants it. The build does this for the distribution. */
public final class ManPage {
    private ManPage() {}

    public static void main(String[] args) {
        Surroundings surroundings = Surroundings.ofProcess();
        Output out = surroundings.out();
        out.text(of(CommandTree.of(surroundings, FeedRegistry.load())));
        out.flush();
    }

    static String of(CommandLine root) {
        StringBuilder page = new StringBuilder(".TH CONTROLFEED 1\n.SH NAME\n");
        String summary = String.join(" ", root.getCommandSpec().usageMessage().description());
        page.append("controlfeed \\- ").append(text(summary.replace("%n", ""))).append('\n');
        page.append(".SH SYNOPSIS\n.B controlfeed\nCOMMAND [FLAGS]\n.SH DESCRIPTION\n");
        page.append(asItIs(root.getUsageMessage()));
        page.append(".SH COMMANDS\n");
        new LinkedHashSet<>(root.getSubcommands().values()).forEach(command -> add(page, command));
        page.append(".SH EXIT STATUS\n");
        ExitCode.table()
                .forEach((code, meaning) -> page.append(".TP\n")
                        .append(code.strip())
                        .append('\n')
                        .append(text(meaning))
                        .append('\n'));
        return page.toString();
    }

    private static void add(StringBuilder page, CommandLine command) {
        page.append(".SS ")
                .append(text(command.getCommandSpec().qualifiedName()))
                .append('\n');
        page.append(asItIs(command.getUsageMessage()));
        new LinkedHashSet<>(command.getSubcommands().values()).forEach(next -> add(page, next));
    }

    /** Text whose lines stay lines. */
    private static String asItIs(String help) {
        return help.lines().map(ManPage::text).collect(Collectors.joining("\n", ".nf\n", "\n.fi\n"));
    }

    /** So that nothing in it is taken for a request. */
    private static String text(String line) {
        String escaped = line.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
