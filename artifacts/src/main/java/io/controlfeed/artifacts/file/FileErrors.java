package io.controlfeed.artifacts.file;

import io.controlfeed.artifacts.ArtifactException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;

/** What the errors of a file system mean for whoever called, and what a person can do about them. */
final class FileErrors {
    private FileErrors() {}

    interface Action<T> {
        T run() throws IOException, InterruptedException;
    }

    /** The one way in which this package touches the disk: what the disk says does not cross the SPI. */
    static <T> T tried(String operation, Action<T> action) throws InterruptedException {
        try {
            return action.run();
        } catch (ClosedByInterruptException interrupted) {
            // It says so by its flag, too, which whoever throws the exception clears.
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException(operation).initCause(interrupted);
        } catch (IOException error) {
            throw unavailable(operation, error);
        }
    }

    static ArtifactException.Unavailable unavailable(String operation, IOException error) {
        return new ArtifactException.Unavailable(operation, reason(error), hint(error), error);
    }

    private static String hint(IOException error) {
        if (says(error, "No space left on device", "Disk quota exceeded", "File too large")) {
            return "Free space on the file system of the store's directory, or raise the quota; nothing there needs repair.";
        }
        if (error instanceof AccessDeniedException
                || says(error, "Read-only file system", "Permission denied", "Operation not permitted")) {
            return "Let this process's user read and write the store's directory, and see that it is not mounted read-only.";
        }
        if (error instanceof AtomicMoveNotSupportedException || says(error, "Invalid cross-device link")) {
            return "Keep all of the store's directory on one file system: nothing in it may be a mount point or a link.";
        }
        if (error instanceof NoSuchFileException) {
            return "See that the store's directory is mounted, and that nobody else tidies it up; then try again.";
        }
        return "Look at the cause and at the system's log: the disk may be failing.";
    }

    private static boolean says(IOException error, String... phrases) {
        return Stream.of(phrases).anyMatch(String.valueOf(error.getMessage())::contains);
    }

    /** Why, in words: of some errors the message is the bare path. */
    private static String reason(IOException error) {
        boolean bare = error instanceof FileSystemException unexplained && unexplained.getReason() == null;
        return bare || error.getMessage() == null
                ? error.getMessage() + ": " + error.getClass().getSimpleName()
                : error.getMessage();
    }
}
