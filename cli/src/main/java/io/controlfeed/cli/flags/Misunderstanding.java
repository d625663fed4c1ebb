package io.controlfeed.cli.flags;

import io.controlfeed.cli.console.Nearest;
import io.controlfeed.cli.console.TimeText;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in the user's words why a command line could not be understood. */
public final class Misunderstanding {
    private Misunderstanding() {}

    /** Makes values of flags whose types picocli would name as Java does. */
    public static void addConverters(CommandLine root) {
        ITypeConverter<Boolean> bool = text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new TypeConversionException("it must be true or false");
        };
        ITypeConverter<Long> whole = text -> {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException notWhole) {
                throw new TypeConversionException("it must be a whole number of at most 64 bits");
            }
        };
        ITypeConverter<Duration> time = text -> TimeText.parse(text)
                .orElseThrow(() -> new TypeConversionException("it must be a time such as 7d, 12h, 30m, 10s or 500ms"));
        root.registerConverter(Duration.class, time)
                .registerConverter(Boolean.class, bool)
                .registerConverter(boolean.class, bool)
                .registerConverter(Long.class, whole)
                .registerConverter(long.class, whole);
    }

    public static String reason(ParameterException wrong, FlagSources values) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unknown(unmatched.getUnmatched().get(0), unmatched.getCommandLine());
        }
        if (wrong instanceof OverwrittenOptionException twice && twice.getOverwritten() instanceof OptionSpec option) {
            return option.longestName() + " is given more than once";
        }
        if (wrong instanceof MissingParameterException missing
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            return option.longestName() + " needs a value: " + option.paramLabel();
        }
        if (!(wrong.getArgSpec() instanceof OptionSpec option)) {
            return String.valueOf(wrong.getMessage());
        }
        String reason = wrong.getCause() instanceof TypeConversionException unfit
                ? option.longestName() + " is '" + wrong.getValue() + "': " + unfit.getMessage()
                : String.valueOf(wrong.getMessage());
        return reason + origin(wrong.getCommandLine(), option, values);
    }

    private static String origin(CommandLine command, OptionSpec option, FlagSources values) {
        if (command.getParseResult() != null && command.getParseResult().hasMatchedOption(option)) {
            return "";
        }
        Optional<String> origin = values.origin(FlagNames.key(option));
        return origin.map(from -> " (from " + from + ")").orElse("");
    }

    private static String unknown(String word, CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (word.startsWith("-")) {
            String flag = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            return "there is no flag '" + flag + "'"
                    + Nearest.didYouMean(flag, spec.optionsMap().keySet());
        }
        boolean expectsCommand = !spec.subcommands().isEmpty();
        return expectsCommand
                ? "there is no command '" + word + "'"
                        + Nearest.didYouMean(word, spec.subcommands().keySet())
                : "'" + word + "' belongs to no flag; values with blanks need quotes";
    }
}
