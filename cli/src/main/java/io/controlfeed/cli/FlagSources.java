package io.controlfeed.cli;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where the value of a flag comes from that is not on the command line: the environment, then the configuration file. */
final class FlagSources implements IDefaultValueProvider {
    static final FlagSources NONE = new FlagSources(Map.of());

    private final Map<String, String> environment;
    private final String fileName;
    private final Map<String, String> file;

    FlagSources(Map<String, String> environment) {
        this(environment, "", Map.of());
    }

    FlagSources(Map<String, String> environment, String fileName, Map<String, String> file) {
        this.environment = environment;
        this.fileName = fileName;
        this.file = file;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        return arg instanceof OptionSpec option && FlagNames.isSettable(option) ? value(FlagNames.key(option)) : null;
    }

    boolean isTrue(String key) {
        return "true".equals(value(key));
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
