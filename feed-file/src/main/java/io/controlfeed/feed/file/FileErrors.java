package io.controlfeed.feed.file;

import io.controlfeed.feed.FeedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** What the errors of a file system mean for whoever called, and what a person can do about them. */
final class FileErrors {
    private static final List<String> NO_SPACE =
            List.of("No space left on device", "Disk quota exceeded", "File too large");
    private static final List<String> NOT_WRITABLE =
            List.of("Read-only file system", "Permission denied", "Operation not permitted");
    private static final List<String> MISSING = List.of("No such file or directory");

    private FileErrors() {}

    static FeedException.Unavailable unavailable(String operation, IOException error) {
        return new FeedException.Unavailable(operation, reason(error), hint(error), error);
    }

    static FeedException.Indeterminate indeterminate(String operation, IOException error) {
        return new FeedException.Indeterminate(
                operation,
                reason(error) + ", after the event got its place in the feed and before it was committed",
                "Append it again with the same event id: that tells whether it is in. " + hint(error),
                error);
    }

    /** For an event that stood in a batch behind one that failed. */
    static FeedException.Unavailable notTried(String operation, String failedId, IOException error) {
        return new FeedException.Unavailable(
                operation,
                "not tried because the write of event '" + failedId + "' before it failed: " + reason(error),
                hint(error),
                error);
    }

    /** Whether this process may not write there: then others may. */
    static boolean isNotWritable(IOException error) {
        return error instanceof AccessDeniedException || says(error, NOT_WRITABLE);
    }

    private static boolean isMissing(IOException error) {
        return error instanceof NoSuchFileException || says(error, MISSING);
    }

    private static String hint(IOException error) {
        if (says(error, NO_SPACE)) {
            return "Free space on the file system of the feed's directory, or raise the quota; nothing there needs repair.";
        }
        if (isNotWritable(error)) {
            return "Let this process's user read and write the feed's directory, and see that it is not mounted read-only.";
        }
        if (isMissing(error)) {
            return "See that the feed's directory is mounted and complete; a new feed is made only by opening one anew.";
        }
        return "Look at the cause and at the system's log: the disk may be failing.";
    }

    private static String reason(IOException error) {
        String message = error.getMessage();
        if (message == null) {
            return error.getClass().getSimpleName();
        }
        // Of these the message is the bare path.
        if (error instanceof NoSuchFileException missing && missing.getReason() == null) {
            return message + " does not exist";
        }
        if (error instanceof AccessDeniedException denied && denied.getReason() == null) {
            return message + ": access denied";
        }
        boolean bare = error instanceof FileSystemException unexplained && unexplained.getReason() == null;
        return bare ? message + ": " + error.getClass().getSimpleName() : message;
    }

    private static boolean says(IOException error, List<String> phrases) {
        String message = String.valueOf(error.getMessage());
        boolean hasPath = error instanceof FileSystemException || error instanceof FileNotFoundException;
        return phrases.stream().anyMatch(hasPath ? message::contains : message::startsWith);
    }
}
