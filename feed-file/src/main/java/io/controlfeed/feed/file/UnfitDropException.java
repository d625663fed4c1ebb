package io.controlfeed.feed.file;

import java.util.List;

/** A drop is no event. It may be one still if somebody is writing it. */
final class UnfitDropException extends Exception {
    private static final long serialVersionUID = 1L;

    // List is not Serializable by type; the copies kept here are.
    @SuppressWarnings("serial")
    private final List<String> problems;

    private final boolean mayStillGrow;

    UnfitDropException(List<String> problems, boolean mayStillGrow) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
        this.mayStillGrow = mayStillGrow;
    }

    List<String> problems() {
        return problems;
    }

    boolean mayStillGrow() {
        return mayStillGrow;
    }
}
