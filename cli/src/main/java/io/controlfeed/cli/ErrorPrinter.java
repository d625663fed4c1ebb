package io.controlfeed.cli;

import io.controlfeed.feed.FeedException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints what went wrong: one line that says it, one that says what to do; a stack trace only for whoever asks for it. */
final class ErrorPrinter {
    private final Surroundings surroundings;
    private final FlagSources values;
    private final boolean debug;

    ErrorPrinter(Surroundings surroundings, FlagSources values, boolean debug) {
        this.surroundings = surroundings;
        this.values = values;
        this.debug = debug;
    }

    static String seeHelp(String command) {
        return "see controlfeed help" + (command.equals("controlfeed") || command.equals("help") ? "" : " " + command);
    }

    /** Prints why a command line could not be understood. */
    int print(ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandName();
        return print(ExitCode.USAGE, command, reason(wrong), seeHelp(command), wrong);
    }

    /** Prints why a command failed. */
    int print(Throwable failure, String command) {
        if (failure instanceof Failure known) {
            return print(known.exitCode(), known.operation(), known.reason(), known.hint(), failure);
        }
        ExitCode code = ExitCode.of(failure);
        if (failure instanceof FeedException feed) {
            return print(code, feed.operation(), feed.reason(), feed.hint(), failure);
        }
        if (failure instanceof OutputLost lost && lost.isClosedPipe()) {
            return ExitCode.DONE.number();
        }
        if (failure instanceof OutputLost) {
            String reason = "standard output cannot be written: " + failure.getMessage();
            return print(code, command, reason, "what was not printed is lost; run it again", failure);
        }
        if (code == ExitCode.USAGE) {
            return print(code, command, String.valueOf(failure.getMessage()), seeHelp(command), failure);
        }
        return print(
                code,
                command,
                "unexpected " + failure,
                "this is a bug: run it again with --debug and report what it prints",
                failure);
    }

    private int print(ExitCode code, String operation, String reason, String hint, Throwable failure) {
        String subject = operation.equals("controlfeed") ? "" : operation + ": ";
        surroundings.err().println("controlfeed: " + oneLine(subject + reason));
        surroundings.err().println(oneLine(hint));
        if (debug) {
            failure.printStackTrace(surroundings.err());
        }
        return code.number();
    }

    private String reason(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unknown(unmatched.getUnmatched().get(0), unmatched.getCommandLine());
        }
        String reason = String.valueOf(wrong.getMessage());
        if (wrong.getArgSpec() instanceof OptionSpec option && !isOnCommandLine(wrong.getCommandLine(), option)) {
            Optional<String> origin = values.origin(FlagNames.key(option));
            return reason + origin.map(from -> " (from " + from + ")").orElse("");
        }
        return reason;
    }

    private static boolean isOnCommandLine(CommandLine command, OptionSpec option) {
        return command.getParseResult() != null && command.getParseResult().hasMatchedOption(option);
    }

    private static String unknown(String word, CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (word.startsWith("-")) {
            String flag = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            return "there is no flag '" + flag + "'"
                    + didYouMean(flag, spec.optionsMap().keySet());
        }
        boolean expectsCommand = !spec.subcommands().isEmpty();
        return expectsCommand
                ? "there is no command '" + word + "'"
                        + didYouMean(word, spec.subcommands().keySet())
                : "'" + word + "' belongs to no flag; values with blanks need quotes";
    }

    static String didYouMean(String word, Iterable<String> known) {
        Optional<String> nearest = Nearest.to(word, known);
        return nearest.map(guess -> "; did you mean '" + guess + "'?").orElse("");
    }

    /** Foreign messages may hold line breaks, and bytes that a terminal obeys. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
