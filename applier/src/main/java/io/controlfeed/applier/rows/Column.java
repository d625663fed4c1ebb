package io.controlfeed.applier.rows;

/**
 * A column of a node's table.
 *
 * @param name as the schema spells it
 * @param isKey whether it belongs to the table's primary key, and so is never null
 * @param isNeeded whether a new row has to name it: it may not be null, and has no default
 */
record Column(String name, ColumnType type, boolean isGenerated, boolean isKey, boolean isNeeded) {
    /** For SQL. */
    String quoted() {
        return Identifier.quoted(name);
    }
}
