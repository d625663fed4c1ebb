package io.controlfeed.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * The flags of every command. Where the configuration file is must be known before the command line can be parsed, because
 * parsing already asks for the values in it; so these few flags are looked for first.
 */
final class GlobalFlags {
    static final String CONFIG = "config";
    static final String DEBUG = "debug";

    private GlobalFlags() {}

    /** Adds them to the root command; they may stand before or behind a subcommand. */
    static void addTo(CommandSpec root) {
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
        root.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .type(boolean.class)
                .description("Show this help.")
                .scopeType(ScopeType.INHERIT)
                .build());
    }

    static boolean debug(String... args) {
        String value = null;
        for (String arg : args) {
            if (arg.equals("--")) {
                break;
            }
            if (arg.equals("--" + DEBUG)) {
                value = "true";
            } else if (arg.startsWith("--" + DEBUG + "=")) {
                value = arg.substring(arg.indexOf('=') + 1);
            }
        }
        return "true".equals(value);
    }

    static Optional<String> config(String... args) {
        for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
            if (args[i].startsWith("--" + CONFIG + "=")) {
                return Optional.of(args[i].substring(args[i].indexOf('=') + 1));
            }
            if (args[i].equals("--" + CONFIG) && i + 1 < args.length) {
                return Optional.of(args[i + 1]);
            }
        }
        return Optional.empty();
    }
}
