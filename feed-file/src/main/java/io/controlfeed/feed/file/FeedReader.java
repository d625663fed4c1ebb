package io.controlfeed.feed.file;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Source;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** Reads on from a position. Where nothing is new it costs the reading of the head, however long the feed is. */
record FeedReader(OpenFeed feed) {
    private static final long ENOUGH_BYTES = 4L << 20;

    /**
     * What a read found.
     *
     * @param lag how many events there are behind these
     */
    record Found(List<ControlEvent> events, long lag) {}

    Found read(long since) {
        String operation = "poll of " + feed.name() + " since " + since;
        long end = feed.head(operation).end();
        if (since > end) {
            throw beyond(operation, since, end);
        }
        long last = Math.min(end, since + Source.MAX_POLL);
        List<ControlEvent> events = new ArrayList<>();
        long bytes = 0;
        for (long version = since + 1; version <= last && bytes < ENOUGH_BYTES; version++) {
            try {
                byte[] content = feed.events().bytes(version);
                events.add(feed.events().decode(version, content));
                bytes += content.length;
            } catch (IOException error) {
                if (events.isEmpty()) {
                    throw error instanceof NoSuchFileException
                            ? feed.missing(operation, since, version, end)
                            : FileErrors.failure(operation, error);
                }
                // What was read before it is delivered first; the next poll begins here, and says it.
                break;
            }
        }
        return new Found(events, end - since - events.size());
    }

    /** After a power loss the head may be older than its events; then the feed only seems to be shorter than it was. */
    private FeedException beyond(String operation, long since, long end) {
        if (feed.events().exists(end + 1)) {
            return new FeedException.Unavailable(
                    operation,
                    "the head counts " + end + " events, and more are there: an append was cut short",
                    "The next append, or opening the feed by a user who may write to it, finishes that.",
                    null);
        }
        return feed.beyond(operation, since, end);
    }
}
