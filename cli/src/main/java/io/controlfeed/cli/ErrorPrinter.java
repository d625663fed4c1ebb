package io.controlfeed.cli;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.Line;
import io.controlfeed.cli.console.Notices;
import io.controlfeed.cli.console.OutputLost;
import io.controlfeed.cli.flags.CommandName;
import io.controlfeed.cli.flags.FlagSources;
import io.controlfeed.cli.flags.Misunderstanding;
import io.controlfeed.feed.FeedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** Prints what went wrong: one line that says it, one that says what to do; a stack trace only for whoever asks for it. */
public final class ErrorPrinter {
    private final Notices notices;
    private final FlagSources values;
    private final boolean debug;

    ErrorPrinter(Notices notices, FlagSources values, boolean debug) {
        this.notices = notices;
        this.values = values;
        this.debug = debug;
    }

    /** Prints why a command line could not be understood; never more, for picocli quotes values, and some are secrets. */
    int print(ParameterException wrong) {
        String command = CommandName.of(wrong.getCommandLine().getCommandSpec());
        return print(ExitCode.USAGE, command, Misunderstanding.reason(wrong, values), Failure.seeHelp(command), null);
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
            return print(code, command, String.valueOf(failure.getMessage()), Failure.seeHelp(command), failure);
        }
        return print(
                code,
                command,
                "unexpected " + failure,
                "this is a bug: run it again with --debug and report what it prints",
                failure);
    }

    private int print(ExitCode code, String operation, String reason, String hint, @Nullable Throwable failure) {
        String subject = operation.equals("controlfeed") ? "" : operation + ": ";
        notices.fail(code, Line.of(subject + reason), Line.of(hint), debug ? failure : null);
        return code.number();
    }
}
