package io.controlfeed.cli;

import io.controlfeed.feed.FeedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** Prints what went wrong: one line that says it, one that says what to do; a stack trace only for whoever asks for it. */
final class ErrorPrinter {
    private static final int WIDEST = 100;

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

    /** Prints why a command line could not be understood; never more, for picocli quotes values, and some are secrets. */
    int print(ParameterException wrong) {
        String command = CommandTree.nameOf(wrong.getCommandLine().getCommandSpec());
        return print(ExitCode.USAGE, command, Misunderstanding.reason(wrong, values), seeHelp(command));
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
        print(code, operation, reason, hint);
        if (debug) {
            failure.printStackTrace(surroundings.err());
        }
        return code.number();
    }

    private int print(ExitCode code, String operation, String reason, String hint) {
        String subject = operation.equals("controlfeed") ? "" : operation + ": ";
        surroundings.err().println("controlfeed: " + oneLine(subject + reason));
        surroundings.err().println(oneLine(hint));
        return code.number();
    }

    /** What fits into a column of a table. */
    static String shortened(@Nullable String text) {
        String whole = String.valueOf(text);
        return whole.length() <= WIDEST ? whole : whole.substring(0, WIDEST - 1) + "…";
    }

    /** Foreign messages may hold line breaks, and bytes that a terminal obeys. */
    static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
