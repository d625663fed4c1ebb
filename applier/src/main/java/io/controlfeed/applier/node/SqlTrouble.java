package io.controlfeed.applier.node;

import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** What a failed statement asks for. */
public enum SqlTrouble {
    /** Something about this file or machine that will pass or be mended: wait, and do the same again. */
    HOLDS,
    /** The file is damaged, or is no database. */
    BROKEN,
    /** What was written does not fit; the next thing may. */
    OF_THE_EVENT;

    private static final int PRIMARY = 0xff;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int NO_MEMORY = 7;
    private static final int READ_ONLY = 8;
    private static final int INTERRUPTED = 9;
    private static final int IO_ERROR = 10;
    private static final int DAMAGED = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int PROTOCOL = 15;
    private static final int SCHEMA = 17;
    private static final int CONSTRAINT = 19;
    private static final int NO_DATABASE = 26;

    /** Whether the driver keeps a statement open that failed like this. */
    static boolean leavesStatementsOpen(SQLException failure) {
        return failure instanceof SQLiteException && code(failure) == CONSTRAINT;
    }

    public static SqlTrouble of(SQLException failure) {
        return switch (code(failure)) {
            case BUSY, LOCKED, NO_MEMORY, READ_ONLY, INTERRUPTED, IO_ERROR, FULL, CANNOT_OPEN, PROTOCOL, SCHEMA ->
                HOLDS;
            case DAMAGED, NO_DATABASE -> BROKEN;
            default -> OF_THE_EVENT;
        };
    }

    private static int code(SQLException failure) {
        int code = failure instanceof SQLiteException sqlite ? sqlite.getResultCode().code : failure.getErrorCode();
        return code & PRIMARY;
    }
}
