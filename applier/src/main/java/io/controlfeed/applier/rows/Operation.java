package io.controlfeed.applier.rows;

import org.jspecify.annotations.Nullable;

/** What is done with the rows of a change. */
enum Operation {
    UPSERT("upsert"),
    DELETE("delete");

    private final String word;

    Operation(String word) {
        this.word = word;
    }

    static @Nullable Operation of(String word) {
        for (Operation operation : values()) {
            if (operation.word.equals(word)) {
                return operation;
            }
        }
        return null;
    }
}
