package io.controlfeed.cli.flags;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.feed.PropertyLines;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where the value of a flag comes from that is not on the command line: the environment, then the configuration file. */
public final class FlagSources implements IDefaultValueProvider {
    public static final FlagSources NONE = new FlagSources(Map.of());

    private final Map<String, String> environment;
    private final String fileName;
    private final Map<String, String> file;

    public FlagSources(Map<String, String> environment) {
        this(environment, "", Map.of());
    }

    public FlagSources(Map<String, String> environment, String fileName, Map<String, String> file) {
        this.environment = environment;
        this.fileName = fileName;
        this.file = file;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        boolean isOneValue = arg instanceof OptionSpec option && FlagNames.isSettable(option) && !option.isMultiValue();
        return isOneValue ? value(FlagNames.key((OptionSpec) arg)) : null;
    }

    /** Where a command's values come from that are not on its command line. */
    static FlagSources of(CommandLine command) {
        return command.getDefaultValueProvider() instanceof FlagSources sources ? sources : NONE;
    }

    /** The pairs under a key: lines in the environment and in the file, and in the file also keys of their own. */
    SortedMap<String, String> pairs(String key) {
        SortedMap<String, String> pairs = new TreeMap<>(lines(fileName + ": " + key, file.get(key)));
        String prefix = key + ".";
        file.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                pairs.put(name.substring(prefix.length()), value);
            }
        });
        String variable = FlagNames.variable(key);
        pairs.putAll(lines(variable, environment.get(variable)));
        return pairs;
    }

    private static SortedMap<String, String> lines(String where, @Nullable String lines) {
        try {
            return PropertyLines.parse(lines == null ? "" : lines);
        } catch (IllegalArgumentException unreadable) {
            throw new Failure(
                    ExitCode.USAGE,
                    where,
                    String.valueOf(unreadable.getMessage()),
                    "give one KEY=VALUE a line, in the syntax of properties files",
                    unreadable);
        }
    }

    public boolean isTrue(String key) {
        return "true".equals(value(key));
    }

    /** The value of a key, if it is given. */
    public Optional<String> given(String key) {
        return Optional.ofNullable(value(key));
    }

    /** Where the value of a key was found, for an error about it. */
    Optional<String> origin(String key) {
        if (isGiven(environment.get(FlagNames.variable(key)))) {
            return Optional.of(FlagNames.variable(key));
        }
        return isGiven(file.get(key)) ? Optional.of(fileName) : Optional.empty();
    }

    private @Nullable String value(String key) {
        String fromEnvironment = environment.get(FlagNames.variable(key));
        if (isGiven(fromEnvironment)) {
            return fromEnvironment;
        }
        String fromFile = file.get(key);
        return isGiven(fromFile) ? fromFile : null;
    }

    /** An empty variable is how a shell or a compose file says "not set". */
    private static boolean isGiven(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
