package io.controlfeed.feed.file;

import java.io.IOException;
import java.nio.file.Path;

/** A feed's head is of a format that is not known here yet. */
final class NewerFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    NewerFormatException(Path file, String format) {
        super(file + ": its format is " + format + ", and 1 is the newest that is known here");
    }
}
