package io.controlfeed.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot go on; says in two lines what it was at, why, and what to do. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String operation;
    private final String reason;
    private final String hint;

    Failure(ExitCode exitCode, String operation, String reason, String hint, @Nullable Throwable cause) {
        super(operation + ": " + reason + ". " + hint, cause);
        this.exitCode = exitCode;
        this.operation = operation;
        this.reason = reason;
        this.hint = hint;
    }

    /** The user asked for something that cannot be meant. */
    static Failure usage(String command, String reason) {
        return new Failure(ExitCode.USAGE, command, reason, ErrorPrinter.seeHelp(command), null);
    }

    ExitCode exitCode() {
        return exitCode;
    }

    String operation() {
        return operation;
    }

    String reason() {
        return reason;
    }

    String hint() {
        return hint;
    }
}
