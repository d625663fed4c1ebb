package io.controlfeed.applier.rows;

/**
 * What an artifact may have at most. Within them, reading it takes at most forty times its bytes of memory, what is garbage at once
 * included, and a megabyte.
 */
final class RowsLimits {
    static final int BYTES = 16 << 20;
    static final int CHANGES = 10_000;
    static final int ROWS = 1_000_000;

    /** In one row; as many as a table of SQLite has at most. */
    static final int COLUMNS = 2_000;

    /** In a key. */
    static final int KEY = 100;

    /** How many different lists of columns its rows have: each is a statement of its own, and all of them are kept prepared. */
    static final int COLUMN_LISTS = 200;

    /** In the name of a table or a column, in characters. */
    static final int NAME = 256;

    /** In characters. */
    static final int TEXT = 4 << 20;

    static final int DIGITS = 100;
    static final int EXPONENT_DIGITS = 3;

    /** Document, changes, change, rows, row, binary. */
    static final int DEPTH = 6;

    private RowsLimits() {}
}
