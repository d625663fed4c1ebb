package io.controlfeed.cli.flags;

import io.controlfeed.cli.console.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The names of all flags of all commands, each in its three forms: flag, environment variable, key in a file. */
public final class FlagNames {
    private static final String PREFIX = "CONTROLFEED_";
    /** Names more jars for the launcher. */
    public static final String CLASSPATH = PREFIX + "CLASSPATH";
    /** What the launcher understands, and no command. */
    private static final List<String> OF_THE_LAUNCHER = List.of(PREFIX + "JAVA_OPTS", CLASSPATH);

    private final Set<String> keys = new TreeSet<>();
    private final Set<String> keysOfPairs = new TreeSet<>();

    private FlagNames() {}

    public static FlagNames of(CommandLine root) {
        FlagNames names = new FlagNames();
        names.addAll(root);
        return names;
    }

    private void addAll(CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (isSettable(option)) {
                keys.add(key(option));
                if (option.isMultiValue()) {
                    keysOfPairs.add(key(option));
                }
            }
        }
        command.getSubcommands().values().forEach(this::addAll);
    }

    /** Whether a flag can be given from elsewhere than the command line. */
    static boolean isSettable(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp() && !key(option).equals(GlobalFlags.CONFIG);
    }

    static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    public static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Whether an environment variable says something to commands, and not to the launcher. */
    public static boolean isVariableOfCommands(String name) {
        return name.startsWith(PREFIX) && !OF_THE_LAUNCHER.contains(name);
    }

    Set<String> keys() {
        return keys;
    }

    /** Whether a file may have this key: that of a flag, or that of a flag of pairs with a pair's own key behind it. */
    boolean isKnown(String key) {
        return keys.contains(key) || keysOfPairs.stream().anyMatch(pairs -> key.startsWith(pairs + "."));
    }

    /** A warning for each variable that looks like one of ours and is none. */
    public List<String> unknownVariables(Map<String, String> environment) {
        Set<String> known = new TreeSet<>(OF_THE_LAUNCHER);
        known.add(variable(GlobalFlags.CONFIG));
        keys.forEach(key -> known.add(variable(key)));
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .map(name -> "the environment variable " + name + " is not known and has no effect"
                        + Nearest.didYouMean(name, known))
                .toList();
    }
}
