package io.controlfeed.cli;

import io.controlfeed.cli.console.LogFormat;
import io.controlfeed.cli.console.Notices;
import io.controlfeed.cli.console.StderrLogging;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.cli.flags.CommandName;
import io.controlfeed.cli.flags.ConfigFile;
import io.controlfeed.cli.flags.FlagNames;
import io.controlfeed.cli.flags.FlagSources;
import io.controlfeed.cli.flags.GlobalFlags;
import io.controlfeed.feed.FeedRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The {@code controlfeed} command. */
public final class Controlfeed {
    private Controlfeed() {}

    public static void main(String[] args) {
        Parent.watch(System.in);
        System.exit(run(Surroundings.ofProcess(), FeedRegistry::load, args));
    }

    /** Runs one command line and says how it ended, as the exit code; nothing that goes wrong leaves as an exception. */
    static int run(Surroundings surroundings, Supplier<FeedRegistry> backends, String... args) {
        Optional<Boolean> asked = GlobalFlags.debug(args);
        boolean debug = asked.orElse(false);
        Notices notices = surroundings.notices();
        try {
            // What goes wrong before the configuration file is read is told in the form that is known by then.
            GlobalFlags.logFormat(args)
                    .or(() -> new FlagSources(surroundings.environment()).given(GlobalFlags.LOG_FORMAT))
                    .ifPresent(word -> notices.use(LogFormat.of(word)));
            BackendJars.check(surroundings.environment());
            CommandLine command = CommandTree.of(surroundings, backends.get());
            FlagSources values = flagSources(surroundings, FlagNames.of(command), args);
            debug = asked.orElse(values.isTrue(GlobalFlags.DEBUG));
            LogFormat format = GlobalFlags.logFormat(args)
                    .or(() -> values.given(GlobalFlags.LOG_FORMAT))
                    .map(LogFormat::of)
                    .orElse(LogFormat.TEXT);
            notices.use(format);
            if (debug || format != LogFormat.TEXT) {
                StderrLogging.use(format, debug);
            }
            ErrorPrinter errors = new ErrorPrinter(notices, values, debug);
            int code = command.setDefaultValueProvider(values)
                    .setParameterExceptionHandler((wrong, ignored) -> errors.print(wrong))
                    .setExecutionExceptionHandler((failure, failed, ignored) ->
                            errors.print(failure, CommandName.of(failed.getCommandSpec())))
                    .execute(args);
            surroundings.out().flush();
            return code;
        } catch (Throwable failure) {
            return new ErrorPrinter(notices, FlagSources.NONE, debug).print(failure, "controlfeed");
        }
    }

    private static FlagSources flagSources(Surroundings surroundings, FlagNames names, String... args) {
        for (String warning : names.unknownVariables(surroundings.environment())) {
            surroundings.warn(warning);
        }
        Optional<String> file = GlobalFlags.config(args)
                .or(() -> Optional.ofNullable(surroundings.environment().get(FlagNames.variable(GlobalFlags.CONFIG))))
                .filter(path -> !path.isBlank());
        return file.map(path -> new FlagSources(surroundings.environment(), path, ConfigFile.read(path, names)))
                .orElseGet(() -> new FlagSources(surroundings.environment()));
    }
}
