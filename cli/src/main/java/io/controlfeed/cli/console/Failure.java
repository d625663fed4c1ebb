package io.controlfeed.cli.console;

import org.jspecify.annotations.Nullable;

/** A command cannot go on; says in two lines what it was at, why, and what to do. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String operation;
    private final String reason;
    private final String hint;

    public Failure(ExitCode exitCode, String operation, String reason, String hint, @Nullable Throwable cause) {
        super(operation + ": " + reason + ". " + hint, cause);
        this.exitCode = exitCode;
        this.operation = operation;
        this.reason = reason;
        this.hint = hint;
    }

    /** The user asked for something that cannot be meant. */
    public static Failure usage(String command, String reason) {
        return new Failure(ExitCode.USAGE, command, reason, seeHelp(command), null);
    }

    public static String seeHelp(String command) {
        return "see controlfeed help" + (command.equals("controlfeed") || command.equals("help") ? "" : " " + command);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public String operation() {
        return operation;
    }

    public String reason() {
        return reason;
    }

    public String hint() {
        return hint;
    }
}
