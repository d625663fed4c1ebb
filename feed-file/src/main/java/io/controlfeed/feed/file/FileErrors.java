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

    /** What a failure means that changed nothing: what is there is damaged, or cannot be reached for now. */
    static FeedException failure(String operation, IOException error) {
        return error instanceof MalformedFileException malformed
                ? corrupt(operation, malformed)
                : unavailable(operation, error);
    }

    private static FeedException.Corrupt corrupt(String operation, MalformedFileException malformed) {
        long version = malformed.version();
        return new FeedException.Corrupt(
                operation,
                version,
                String.valueOf(malformed.getMessage()),
                "Restore the file from a copy"
                        + (version == 0
                                ? "."
                                : ", or bootstrap the nodes from a snapshot at version " + version + " or later."),
                malformed);
    }

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

    /** Whether there is no room for what was to be written. */
    static boolean isNoSpace(IOException error) {
        return says(error, NO_SPACE);
    }

    private static boolean isMissing(IOException error) {
        return error instanceof NoSuchFileException || says(error, MISSING);
    }

    private static String hint(IOException error) {
        if (isNoSpace(error)) {
            return "Free space on the file system of the feed's directory, or raise the quota; nothing there needs repair.";
        }
        if (isNotWritable(error)) {
            return "Let this process's user read and write the feed's directory, and see that it is not mounted read-only.";
        }
        if (isMissing(error)) {
            return "See that the feed's directory is mounted and complete; a sink makes a new feed only where nothing is.";
        }
        return "Look at the cause and at the system's log: the disk may be failing.";
    }

    /** Why, in words: of some errors the message is the bare path. */
    static String reason(IOException error) {
        String message = error.getMessage();
        if (message == null) {
            return error.getClass().getSimpleName();
        }
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
