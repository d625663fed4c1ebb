package io.controlfeed.cli;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Output;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says which Controlfeed this is, and on which Java it runs. */
@Command(
        name = "version",
        description = "%nShow the version.",
        abbreviateSynopsis = true,
        optionListHeading = "",
        footer = {"", "Example:", "  controlfeed version"})
public final class Version implements Callable<Integer> {
    private final Output out;

    Version(Output out) {
        this.out = out;
    }

    static String text() {
        String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return "controlfeed " + version + " (Java " + System.getProperty("java.version") + ")";
    }

    @Override
    public Integer call() {
        out.line(text());
        return ExitCode.DONE.number();
    }
}
