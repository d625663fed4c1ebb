package io.controlfeed.feed.file;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way into the feed, under the lock. Everything that may fail for want of space comes before the first event gets
 * its name, so that such a failure leaves nothing in doubt; an id entry, being a hint, may come before its event.
 */
final class BatchAppend {
    private final OpenFeed feed;
    private final Unsynced unsynced;
    private final Head head;
    private final List<ControlEvent> events;

    /** Which version each event of the batch is to get, or already has. */
    private final Map<Integer, Long> versions = new HashMap<>();

    private final Map<Integer, Long> held = new HashMap<>();
    private final Map<String, Integer> firstOfId = new HashMap<>();

    /** What the head that is ready to be renamed counts. */
    private long stagedEnd;

    /** Where the batch ended early, and why; what follows was not tried. */
    private int stoppedAt = Integer.MAX_VALUE;

    private @Nullable IOException stopped;

    /** Up to which version the events have their names; and why the next one has none, and why those may not be committed. */
    private long named;

    private @Nullable IOException unnamed;
    private @Nullable IOException doubt;

    BatchAppend(OpenFeed feed, Unsynced unsynced, Head head, List<ControlEvent> events) {
        this.feed = feed;
        this.unsynced = unsynced;
        this.head = head;
        this.events = events;
        this.named = head.end();
    }

    List<AppendOutcome> run() {
        for (int i = 0; i < events.size(); i++) {
            if (firstOfId.putIfAbsent(events.get(i).eventId(), i) == null) {
                stage(i);
            }
        }
        if (!versions.isEmpty()) {
            name();
        }
        if (named > head.end() && doubt == null) {
            commit();
        }
        return outcomes();
    }

    private void stage(int i) {
        ControlEvent event = events.get(i);
        try {
            OptionalLong version = feed.ids().versionOf(event.eventId(), head.end());
            if (version.isPresent()) {
                held.put(i, version.getAsLong());
            } else if (stopped == null && staged() < FeedLayout.MAX_VERSION) {
                if (versions.isEmpty()) {
                    // First of all, so that on a disk that is nearly full the events do not take the head's place.
                    stageHead(head.end() + events.size() - i);
                }
                Path file = feed.layout().staged(versions.size());
                byte[] content = EventFiles.encode(event.stamped(staged() + 1));
                feed.disk().writeUnsynced(file, content);
                feed.ids().enter(event.eventId(), file, content, unsynced);
                versions.put(i, staged() + 1);
            }
        } catch (IOException error) {
            if (stopped == null) {
                stopped = error;
                stoppedAt = i;
            }
        }
    }

    /** The version of the last event that is ready to get its name. */
    private long staged() {
        return head.end() + versions.size();
    }

    private void name() {
        try {
            feed.disk()
                    .sync(IntStream.range(0, versions.size())
                            .mapToObj(feed.layout()::staged)
                            .toList());
            for (long version = head.end() + 1;
                    version <= staged();
                    version = FeedLayout.lastOfDirectory(version) + 1) {
                unsynced.enter(Disk.parent(feed.layout().event(version)));
            }
            stageHead(staged());
        } catch (IOException error) {
            unnamed = error;
        }
        for (int n = 0; n < versions.size() && unnamed == null && doubt == null; n++) {
            rename(feed.layout().staged(n));
        }
    }

    /** A rename that failed has happened nevertheless, if the file is no longer where it was; then nobody knows its fate. */
    private void rename(Path staged) {
        try {
            feed.disk().rename(staged, feed.layout().event(named + 1));
            named++;
        } catch (IOException error) {
            if (Files.exists(staged)) {
                unnamed = error;
            } else {
                doubt = error;
                named++;
            }
        }
    }

    private void commit() {
        try {
            stageHead(named);
            unsynced.sync();
            feed.disk().rename(feed.layout().stagedHead(), feed.layout().head());
        } catch (IOException error) {
            doubt = error;
        }
    }

    private void stageHead(long end) throws IOException {
        if (end != stagedEnd) {
            feed.disk().writeUnsynced(feed.layout().stagedHead(), new Head(head.epoch(), end).encode());
            unsynced.add(feed.layout().stagedHead());
            stagedEnd = end;
        }
    }

    private List<AppendOutcome> outcomes() {
        BatchOutcomes outcomes = new BatchOutcomes(events);
        IOException broken = unnamed == null ? doubt : unnamed;
        for (int i = 0; i < events.size(); i++) {
            int first = firstOfId.getOrDefault(events.get(i).eventId(), i);
            Long version = versions.get(i);
            Long heldAt = held.get(i);
            if (first != i) {
                outcomes.sameAs(first, i);
            } else if (heldAt != null) {
                outcomes.duplicate(i, heldAt);
            } else if (version != null && version <= named) {
                named(outcomes, i, version);
            } else if (version != null && broken != null) {
                stop(outcomes, i, version == named + 1 && doubt == null, broken);
            } else if (stopped != null && i >= stoppedAt) {
                stop(outcomes, i, i == stoppedAt && unnamed == null, stopped);
            } else {
                outcomes.failedUnlessHeldBack(i, full(i));
            }
        }
        return outcomes.inOrder();
    }

    private void named(BatchOutcomes outcomes, int i, long version) {
        if (doubt == null) {
            outcomes.appended(i, version);
        } else {
            outcomes.failed(i, FileErrors.indeterminate(operation(i), doubt));
        }
    }

    private void stop(BatchOutcomes outcomes, int i, boolean here, IOException error) {
        if (here) {
            outcomes.failed(i, FileErrors.failure(operation(i), error));
        } else {
            outcomes.failedUnlessHeldBack(i, FileErrors.notTried(operation(i), outcomes.firstFailed(), error));
        }
    }

    private FeedException full(int i) {
        return new FeedException.Rejected(
                operation(i),
                "the feed has reached the last version that its file names can hold, " + FeedLayout.MAX_VERSION,
                "Begin a new feed in another directory.",
                null);
    }

    private String operation(int i) {
        return "append of event '" + events.get(i).eventId() + "' to " + feed.name();
    }
}
