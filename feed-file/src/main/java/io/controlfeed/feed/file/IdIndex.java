package io.controlfeed.feed.file;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.InvalidEventException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which version an event id has: one look, however long the feed is. An entry is only a hint. It counts if the event at the
 * version it names is within the feed and really carries the id; otherwise an append left it that never came to its end. What is
 * lost or damaged is never taken for "unknown": the events are asked themselves then. To be used under the lock.
 */
record IdIndex(FeedLayout layout, EventFiles events, Disk disk) {
    private static final Logger LOG = LoggerFactory.getLogger(IdIndex.class);
    /** More would be a path to somewhere else, when somebody asks for an id that no event can have. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /**
     * The version that the feed holds this id at.
     *
     * @throws MalformedFileException if that cannot be known, because an event is damaged or lost
     */
    OptionalLong versionOf(String eventId, long end) throws IOException {
        if (!ID.matcher(eventId).matches()) {
            return OptionalLong.empty();
        }
        Path file = layout.idEntry(eventId);
        byte[] entry;
        try {
            entry = Disk.read(file, EventFiles.MAX_BYTES);
        } catch (NoSuchFileException none) {
            if (Files.isDirectory(Disk.parent(file))) {
                return OptionalLong.empty();
            }
            rebuild(end);
            return versionOf(eventId, end);
        } catch (MalformedFileException unreadable) {
            return search(eventId, end);
        }
        long version = versionIn(entry, eventId);
        if (version == 0) {
            return search(eventId, end);
        }
        return version <= end && carries(version, entry, eventId, end)
                ? OptionalLong.of(version)
                : OptionalLong.empty();
    }

    /** 0 if it cannot be read as an entry of this id. */
    private static long versionIn(byte[] entry, String eventId) {
        try {
            ControlEvent event = EventJson.decode(entry);
            return event.eventId().equals(eventId) ? event.controlVersion() : 0;
        } catch (InvalidEventException torn) {
            return 0;
        }
    }

    private boolean carries(long version, byte[] entry, String eventId, long end) throws IOException {
        try {
            byte[] event = events.bytes(version);
            return Arrays.equals(event, entry)
                    || events.decode(version, event).eventId().equals(eventId);
        } catch (NoSuchFileException missing) {
            events.requireRemoved(version, end);
            return false;
        }
    }

    /** For an entry that says nothing, being torn or damaged. Reads the feed from its beginning: slow, rare and always right. */
    private OptionalLong search(String eventId, long end) throws IOException {
        LOG.warn("the id entry {} cannot be read: searching all events for the id", layout.idEntry(eventId));
        AtomicLong found = new AtomicLong();
        events.visitAll(end, (event, content) -> {
            found.set(event.eventId().equals(eventId) ? event.controlVersion() : 0);
            return found.get() == 0;
        });
        return found.get() == 0 ? OptionalLong.empty() : OptionalLong.of(found.get());
    }

    /** Enters an id, in place of an entry that does not count. */
    void enter(String eventId, Path file, byte[] content, Unsynced unsynced) throws IOException {
        Path entry = layout.idEntry(eventId);
        disk.link(file, content, entry);
        unsynced.add(Disk.parent(entry));
    }

    /** Whether the directories are all there, and the entry of the last event, which a rebuilding makes last. Costs two looks. */
    boolean isWhole(long end) throws IOException {
        try {
            return Set.copyOf(Disk.list(layout.ids())).containsAll(layout.shards())
                    && Files.exists(layout.idEntry(events.read(end).eventId()));
        } catch (NoSuchFileException nothingToTellBy) {
            return Files.isDirectory(layout.ids()) && !events.exists(end);
        } catch (MalformedFileException damaged) {
            // Who reads that event is told; appending other ids does not depend on it.
            return true;
        }
    }

    /** Enters every event that is there. As slow as the feed is long. */
    void rebuild(long end) throws IOException {
        LOG.warn("{} is incomplete: entering the ids of all events up to version {} anew", layout.ids(), end);
        Unsynced unsynced = new Unsynced(disk);
        unsynced.enter(layout.ids());
        for (Path shard : layout.shards()) {
            unsynced.enter(shard);
        }
        if (events.exists(end)) {
            Files.deleteIfExists(layout.idEntry(events.read(end).eventId()));
        }
        unsynced.sync();
        events.visitAll(end, (event, content) -> {
            if (event.controlVersion() == end) {
                unsynced.sync();
            }
            Path file = layout.event(event.controlVersion());
            Path entry = layout.idEntry(event.eventId());
            if (!Files.exists(entry) || !Files.isSameFile(entry, file)) {
                enter(event.eventId(), file, content, unsynced);
            }
            return true;
        });
        unsynced.sync();
    }
}
