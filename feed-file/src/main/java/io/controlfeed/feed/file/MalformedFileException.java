package io.controlfeed.feed.file;

import java.io.IOException;
import java.nio.file.Path;

/** A file of the feed is not what it must be, or is not there though it must be. */
final class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long version;
    private final String problem;

    /** For a file that is no event. */
    MalformedFileException(Path file, String problem) {
        this(file, 0, problem);
    }

    /** @param version the version whose event it must be */
    MalformedFileException(Path file, long version, String problem) {
        super(file + ": " + problem);
        this.version = version;
        this.problem = problem;
    }

    /** The version whose event it must be; 0 if it is another file. */
    long version() {
        return version;
    }

    /** What is wrong, without the file's name. */
    String problem() {
        return problem;
    }
}
