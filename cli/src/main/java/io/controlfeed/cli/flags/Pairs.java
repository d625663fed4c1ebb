package io.controlfeed.cli.flags;

import io.controlfeed.cli.console.Failure;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The value of a flag that takes KEY=VALUE and may be given several times. No message here shows a value. */
public final class Pairs {
    private Pairs() {}

    /** What was given, from wherever: a flag wins over the environment, and the environment over the file, key by key. */
    public static SortedMap<String, String> of(CommandLine command, String flag, @Nullable List<String> onCommandLine) {
        SortedMap<String, String> pairs = FlagSources.of(command).pairs(flag.substring("--".length()));
        if (onCommandLine != null) {
            pairs.putAll(parse(CommandName.of(command.getCommandSpec()), flag, onCommandLine));
        }
        return pairs;
    }

    private static SortedMap<String, String> parse(String command, String flag, List<String> texts) {
        SortedMap<String, String> pairs = new TreeMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw Failure.usage(command, flag + " must be KEY=VALUE");
            }
            String key = text.substring(0, equals);
            if (pairs.put(key, text.substring(equals + 1)) != null) {
                throw Failure.usage(command, flag + " gives '" + key + "' more than once");
            }
        }
        return pairs;
    }
}
