package io.controlfeed.feed.file;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Appends to a directory. Any number of sinks, threads and processes may do so at once. Blocks for at most 30 s for the
 * directory's lock, and beyond that only as long as the disk takes.
 */
final class FileSink implements Sink, EventLookup, EpochAware {
    private final OpenFeed feed;
    private final FeedWriter writer;
    private volatile boolean closed;

    private FileSink(OpenFeed feed) {
        this.feed = feed;
        this.writer = new FeedWriter(feed);
    }

    static FileSink open(FileFeedSettings settings) {
        FileSink sink = new FileSink(new FeedOpening(settings).forWriting());
        sink.writer.settle("opening of " + sink.name());
        return sink;
    }

    @Override
    public String name() {
        return feed.name();
    }

    @Override
    public String epoch() {
        return feed.epoch();
    }

    @Override
    public List<AppendOutcome> append(List<ControlEvent> events) {
        requireOpen();
        Sink.check(events);
        return events.isEmpty() ? List.of() : writer.append(events);
    }

    /** Looks under the lock, so that an append whose outcome was unknown is settled first. */
    @Override
    public Map<String, Long> versionsOf(Collection<String> eventIds, long after) {
        requireOpen();
        requirePosition(after);
        String operation = "look-up of " + eventIds.size() + " events after " + after + " in " + feed.name();
        return feed.lock().locked(operation, () -> versionsOf(operation, eventIds, after));
    }

    private Map<String, Long> versionsOf(String operation, Collection<String> eventIds, long after) {
        long end = writer.headLocked(operation).end();
        Map<String, Long> versions = new HashMap<>();
        try {
            if (after > end) {
                throw feed.beyond(operation, after, end);
            }
            OptionalLong missing = feed.events().firstMissing(after + 1, end);
            if (missing.isPresent()) {
                throw feed.missing(operation, after, missing.getAsLong(), end);
            }
            for (String eventId : eventIds) {
                OptionalLong version = feed.ids().versionOf(eventId, end);
                if (version.isPresent() && version.getAsLong() > after) {
                    versions.put(eventId, version.getAsLong());
                }
            }
            return versions;
        } catch (IOException error) {
            throw FileErrors.failure(operation, error);
        }
    }

    /** Under the lock, for the same reason. */
    @Override
    public Map<String, Long> idsAfter(long after) {
        requireOpen();
        requirePosition(after);
        String operation = "look-up of what follows " + after + " in " + feed.name();
        return feed.lock().locked(operation, () -> idsAfter(operation, after));
    }

    private Map<String, Long> idsAfter(String operation, long after) {
        long end = writer.headLocked(operation).end();
        if (after > end) {
            throw feed.beyond(operation, after, end);
        }
        Map<String, Long> ids = new LinkedHashMap<>();
        long last = Math.min(end, after + Source.MAX_POLL);
        for (long version = after + 1; version <= last; version++) {
            try {
                ids.put(feed.events().read(version).eventId(), version);
            } catch (NoSuchFileException missing) {
                throw feed.missing(operation, after, version, end);
            } catch (IOException error) {
                throw FileErrors.failure(operation, error);
            }
        }
        return ids;
    }

    private static void requirePosition(long after) {
        if (after < 0) {
            throw new IllegalArgumentException("a look-up after " + after + ": 0 asks about the whole feed");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the sink is closed: " + feed.name());
        }
    }

    /** Nothing is held between appends; one that is under way in another thread comes to its end. */
    @Override
    public void close() {
        closed = true;
    }
}
