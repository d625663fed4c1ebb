package io.controlfeed.cli.console;

import java.io.IOException;

/** Standard output takes no more. */
public final class OutputLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputLost(IOException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }

    /** Whether the reader of a pipe just went away, as {@code head} does when it has enough. */
    public boolean isClosedPipe() {
        String reason = String.valueOf(getMessage());
        return reason.contains("Broken pipe") || reason.contains("EPIPE");
    }
}
