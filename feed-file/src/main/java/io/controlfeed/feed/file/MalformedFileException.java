package io.controlfeed.feed.file;

import java.io.IOException;
import java.nio.file.Path;

/** A file of the feed can be read, and is not what it must be. */
final class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedFileException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
