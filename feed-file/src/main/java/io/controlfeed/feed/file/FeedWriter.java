package io.controlfeed.feed.file;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import java.io.IOException;
import java.util.List;

/** Puts batches into one feed: the one way in, for a sink and for a drop folder. */
final class FeedWriter {
    private final OpenFeed feed;
    private final RollForward rollForward;
    /** Guarded by the directory's lock, as what follows. */
    private final Unsynced unsynced;

    private boolean settled;

    FeedWriter(OpenFeed feed) {
        this.feed = feed;
        this.unsynced = new Unsynced(feed.disk());
        this.rollForward = new RollForward(feed, unsynced);
        // They may have been made by somebody who does not sync.
        unsynced.add(feed.layout().root());
        unsynced.add(feed.layout().events());
        unsynced.add(feed.layout().ids());
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
        return new BatchAppend(feed, unsynced, headLocked(operation(events)), events).run();
    }

    /** Mends at opening what can be mended, so that a reader does not find the feed shorter than it was. */
    void settle(String operation) {
        long end = feed.head(operation).end();
        try {
            if (feed.events().exists(end + 1) || !feed.ids().isWhole(end)) {
                feed.lock().locked(operation, () -> headLocked(operation));
            }
        } catch (IOException error) {
            throw FileErrors.failure(operation, error);
        }
    }

    /** The head, under the lock, after everything was finished that an earlier append had left unfinished. */
    Head headLocked(String operation) {
        Head head = feed.head(operation);
        try {
            if (!settled) {
                unsynced.sync();
                if (!feed.ids().isWhole(head.end())) {
                    feed.ids().rebuild(head.end());
                }
            }
            Head rolled = rollForward.from(head, !settled);
            settled = true;
            return rolled;
        } catch (IOException error) {
            throw FileErrors.failure(operation, error);
        }
    }

    private String operation(List<ControlEvent> events) {
        String first = "append of event '" + events.get(0).eventId() + "'";
        return first + (events.size() > 1 ? " and " + (events.size() - 1) + " more to " : " to ") + feed.name();
    }
}
