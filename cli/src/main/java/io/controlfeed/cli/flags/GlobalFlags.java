package io.controlfeed.cli.flags;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * The flags of every command. Where the configuration file is must be known before the command line can be parsed, because
 * parsing already asks for the values in it; so these few flags are looked for first.
 */
public final class GlobalFlags {
    public static final String CONFIG = "config";
    public static final String DEBUG = "debug";
    public static final String LOG_FORMAT = "log-format";

    private GlobalFlags() {}

    /** Adds them to the root command; they may stand before or behind a subcommand. */
    public static void addTo(CommandSpec root) {
        root.addOption(OptionSpec.builder("--" + CONFIG)
                .paramLabel("FILE")
                .type(String.class)
                .description("Take flags that are not given here from this properties file.")
                .scopeType(ScopeType.INHERIT)
                .build());
        root.addOption(OptionSpec.builder("--" + DEBUG)
                .arity("0..1")
                .fallbackValue("true")
                .paramLabel("true|false")
                .type(Boolean.class)
                .description("Log more, and show stack traces.")
                .scopeType(ScopeType.INHERIT)
                .build());
        root.addOption(OptionSpec.builder("--" + LOG_FORMAT)
                .paramLabel("text|json")
                .type(String.class)
                .description("How the log on standard error is written. Default: text.")
                .scopeType(ScopeType.INHERIT)
                .build());
        root.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .type(boolean.class)
                .description("Show this help.")
                .scopeType(ScopeType.INHERIT)
                .build());
    }

    public static Optional<Boolean> debug(String... args) {
        Optional<Boolean> debug = Optional.empty();
        for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
            if (args[i].equals("--" + DEBUG) || args[i].startsWith("--" + DEBUG + "=")) {
                debug = Optional.of(!args[i].endsWith("=false"));
            }
        }
        return debug;
    }

    public static Optional<String> config(String... args) {
        return value(CONFIG, args);
    }

    public static Optional<String> logFormat(String... args) {
        return value(LOG_FORMAT, args);
    }

    private static Optional<String> value(String flag, String... args) {
        for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
            if (args[i].startsWith("--" + flag + "=")) {
                return Optional.of(args[i].substring(args[i].indexOf('=') + 1));
            }
            if (args[i].equals("--" + flag) && i + 1 < args.length) {
                return Optional.of(args[i + 1]);
            }
        }
        return Optional.empty();
    }
}
