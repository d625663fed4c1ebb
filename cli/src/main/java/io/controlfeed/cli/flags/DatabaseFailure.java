package io.controlfeed.cli.flags;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import java.sql.SQLException;
import java.util.Set;

/** What a database says, as a failure of the command: whether it helps to try again, or something has to be mended first. */
public final class DatabaseFailure {
    /** Logins, databases, rights and names that are wrong, and a standby that only reads: by SQLSTATE. */
    private static final Set<String> WRONG_STATES = Set.of("28000", "28P01", "3D000", "42501", "25006", "42P01");
    /** The same of SQLite, which has no states: no right, read-only, cannot be opened, not a database. */
    private static final Set<Integer> WRONG_SQLITE_CODES = Set.of(3, 8, 14, 26);

    private static final int DAMAGED = 11;

    private DatabaseFailure() {}

    /**
     * The failure of a command whose database said this.
     *
     * @param given what a person should look at who gave it
     */
    public static Failure of(String operation, String given, SQLException failed) {
        String message = String.valueOf(failed.getMessage());
        if (message.contains("jdbc:")) {
            // It quotes the whole URL, and some hold a password.
            return new Failure(
                    ExitCode.USAGE,
                    operation,
                    "no driver understands the URL",
                    "a URL of PostgreSQL is jdbc:postgresql://HOST:PORT/DATABASE",
                    null);
        }
        if (isDamage(failed)) {
            return new Failure(
                    ExitCode.CORRUPT, operation, message, "the file is damaged: put a copy of it in its place", failed);
        }
        return isWrong(failed)
                ? new Failure(
                        ExitCode.USAGE, operation, message, "check " + given + "; trying again does not help", failed)
                : new Failure(
                        ExitCode.UNAVAILABLE,
                        operation,
                        message,
                        "look whether it was done before you repeat it, when the database can be reached",
                        failed);
    }

    /** Whether the file of the database is broken. */
    public static boolean isDamage(SQLException failed) {
        return failed.getSQLState() == null && (failed.getErrorCode() & 0xFF) == DAMAGED;
    }

    private static boolean isWrong(SQLException failed) {
        String state = failed.getSQLState();
        return state == null ? WRONG_SQLITE_CODES.contains(failed.getErrorCode() & 0xFF) : WRONG_STATES.contains(state);
    }
}
