package io.controlfeed.feed.file;

import io.controlfeed.feed.FeedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A head that is lost or garbled: says exactly what to write where. It is never guessed: a wrong epoch would void cursors. */
final class HeadTrouble {
    private HeadTrouble() {}

    static FeedException lost(String operation, FeedLayout layout, EventFiles events) {
        return corrupt(operation, layout, events, layout.head() + " is missing, and there are events", null);
    }

    static FeedException garbled(
            String operation, FeedLayout layout, EventFiles events, MalformedFileException problem) {
        return corrupt(operation, layout, events, String.valueOf(problem.getMessage()), problem);
    }

    private static FeedException corrupt(
            String operation, FeedLayout layout, EventFiles events, String reason, @Nullable IOException cause) {
        long last;
        try {
            last = events.last();
        } catch (IOException unreadable) {
            return FileErrors.unavailable(operation, unreadable);
        }
        return new FeedException.Corrupt(
                operation,
                0,
                reason,
                "Write three lines into " + layout.head()
                        + ": 'format=1', 'epoch=' with the epoch that the nodes' cursors" + " hold, and 'end=" + last
                        + "' (the last event file). If no cursor is left, a new UUID will do.",
                cause);
    }
}
