package io.controlfeed.feed.file;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import java.io.IOException;
import java.util.List;

/** Puts batches into one feed: the one way in, for a sink and for a drop folder. */
final class FeedWriter {
    private final OpenFeed feed;
    /** Guarded by the directory's lock. */
    private boolean swept;

    FeedWriter(OpenFeed feed) {
        this.feed = feed;
    }

    List<AppendOutcome> append(List<ControlEvent> events) {
        try {
            return feed.lock().locked(operation(events), () -> appendLocked(events));
        } catch (FeedException error) {
            BatchOutcomes outcomes = new BatchOutcomes(events);
            for (int i = 0; i < events.size(); i++) {
                outcomes.failedUnlessHeldBack(i, error);
            }
            return outcomes.inOrder();
        }
    }

    /**
     * For whoever holds the lock already.
     *
     * @throws FeedException if nothing of the batch was tried
     */
    List<AppendOutcome> appendLocked(List<ControlEvent> events) {
        return new BatchAppend(feed, headLocked(operation(events)), events).run();
    }

    /** Finishes at opening what a crash left unfinished, so that a reader does not find the feed shorter than it was. */
    void finishLeftovers(String operation) {
        if (feed.events().exists(feed.head(operation).end() + 1)) {
            feed.lock().locked(operation, () -> headLocked(operation));
        }
    }

    /** The head, under the lock, after everything was finished that an earlier append had left unfinished. */
    Head headLocked(String operation) {
        Head head = feed.head(operation);
        try {
            Head rolled = new RollForward(feed).from(head, !swept);
            swept = true;
            return rolled;
        } catch (IOException error) {
            throw FileErrors.unavailable(operation, error);
        }
    }

    private String operation(List<ControlEvent> events) {
        String first = "append of event '" + events.get(0).eventId() + "'";
        return first + (events.size() > 1 ? " and " + (events.size() - 1) + " more to " : " to ") + feed.name();
    }
}
