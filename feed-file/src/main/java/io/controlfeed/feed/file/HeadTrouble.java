package io.controlfeed.feed.file;

import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A head that is lost or garbled: says exactly what to write where. It is never guessed: a wrong epoch would void cursors. */
record HeadTrouble(String operation, FeedLayout layout, EventFiles events) {
    /** Why a head could not be read. */
    FeedException unreadable(IOException error) {
        if (error instanceof NewerFormatException) {
            return new FeedException.Corrupt(
                    operation,
                    0,
                    "it was written by a newer controlfeed: " + error.getMessage(),
                    "Upgrade this controlfeed. The feed is as it should be: change nothing in it.",
                    error);
        }
        return error instanceof MalformedFileException
                ? corrupt(String.valueOf(error.getMessage()), error)
                : FileErrors.unavailable(operation, error);
    }

    FeedException lost() {
        return corrupt(layout.head() + " is missing, and what belongs to a feed is there", null);
    }

    private FeedException corrupt(String reason, @Nullable IOException cause) {
        try {
            return new FeedException.Corrupt(operation, 0, reason, whatToWrite(), cause);
        } catch (IOException unreadable) {
            return FileErrors.unavailable(operation, unreadable);
        }
    }

    private String whatToWrite() throws IOException {
        long last = events.last();
        String lines = "Write three lines into " + layout.head() + ": 'format=1', ";
        if (last == 0) {
            return lines + "'epoch=" + UUID.randomUUID()
                    + "' and 'end=0'. There are no events left: the nodes have to be"
                    + " bootstrapped from a snapshot.";
        }
        return lines + "'epoch=' with the epoch that the nodes' cursors hold, and 'end=" + last
                + "' (the last event file). If no cursor is left, a new UUID will do." + beforeAHole(last);
    }

    /** What stands behind a hole may be left over from a batch that a power loss cut short; only a person can know that. */
    private String beforeAHole(long last) throws IOException {
        List<Long> tail = events.from(Math.max(1, last - Sink.MAX_BATCH));
        long end = tail.get(0);
        while (end < last && tail.contains(end + 1)) {
            end++;
        }
        return end == last
                ? ""
                : " Version " + (end + 1) + " is missing, though: if no node has seen a later one, write 'end=" + end
                        + "' instead.";
    }
}
