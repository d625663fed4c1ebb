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
import java.util.regex.Pattern;

/**
 * Which version an event id has: one look, however long the feed is. An entry is only a hint. It counts if the event at the
 * version it names is within the feed and really carries the id; otherwise an append left it that never came to its end.
 */
record IdIndex(FeedLayout layout, EventFiles events, Disk disk) {
    /** More would be a path to somewhere else, when somebody asks for an id that no event can have. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** The version that the feed holds this id at. */
    OptionalLong versionOf(String eventId, long end) throws IOException {
        if (!ID.matcher(eventId).matches()) {
            return OptionalLong.empty();
        }
        byte[] entry;
        try {
            entry = Files.readAllBytes(layout.idEntry(eventId));
        } catch (NoSuchFileException none) {
            return OptionalLong.empty();
        }
        long version = versionIn(entry, eventId);
        boolean counts = version > 0 && version <= end && carries(version, entry, eventId);
        return counts ? OptionalLong.of(version) : OptionalLong.empty();
    }

    private static long versionIn(byte[] entry, String eventId) {
        try {
            ControlEvent event = EventJson.decode(entry);
            return event.eventId().equals(eventId) ? event.controlVersion() : 0;
        } catch (InvalidEventException torn) {
            return 0;
        }
    }

    private boolean carries(long version, byte[] entry, String eventId) throws IOException {
        try {
            byte[] event = events.bytes(version);
            return Arrays.equals(event, entry)
                    || events.decode(version, event).eventId().equals(eventId);
        } catch (NoSuchFileException | MalformedFileException stale) {
            return false;
        }
    }

    /** Enters an id, in place of an entry that does not count. */
    void enter(String eventId, Path file, byte[] content, Set<Path> touched) throws IOException {
        disk.link(file, content, layout.idEntry(eventId), touched);
    }
}
