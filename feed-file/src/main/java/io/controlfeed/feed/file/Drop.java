package io.controlfeed.feed.file;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.InvalidEventException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** A drop that is a whole event, not yet in the feed. One that does not say when it was created was created when it was written. */
final class Drop {
    private final DropFile file;
    private final byte[] content;
    private final ControlEvent event;

    private Drop(DropFile file, byte[] content, ControlEvent event) {
        this.file = file;
        this.content = content;
        this.event = event;
    }

    static Drop read(DropFile file) throws UnfitDropException {
        if (file.kind() != DropFile.Kind.REGULAR) {
            throw new UnfitDropException(
                    List.of("it is not a regular file: drop a plain file, not a link to one"), false);
        }
        if (file.size() > DropFile.MAX_BYTES) {
            throw tooLong(file);
        }
        byte[] content = content(file);
        ControlEvent event;
        try {
            event = EventJson.decode(content, file.modified().toInstant());
        } catch (InvalidEventException malformed) {
            throw new UnfitDropException(malformed.problems(), true);
        }
        // The JSON of an object is whole or no JSON at all, so from here on nothing more is to be expected of the
        // writer.
        if (event.controlVersion() != 0) {
            throw new UnfitDropException(
                    List.of("control_version is '" + event.controlVersion() + "': leave it out, the feed gives it"),
                    false);
        }
        return new Drop(file, content, event);
    }

    private static byte[] content(DropFile file) throws UnfitDropException {
        byte[] content;
        try {
            content = file.content();
        } catch (IOException error) {
            throw new UnfitDropException(List.of("it cannot be read: " + error.getMessage()), true);
        }
        if (content.length > DropFile.MAX_BYTES) {
            throw tooLong(file);
        }
        return content;
    }

    private static UnfitDropException tooLong(DropFile file) {
        return new UnfitDropException(
                List.of("it is " + file.size() + " bytes long or longer: an event has at most "
                        + ControlEvent.MAX_ENCODED_BYTES + ", put the payload into an artifact"),
                false);
    }

    DropFile file() {
        return file;
    }

    ControlEvent event() {
        return event;
    }

    /** Whether the feed's event is this one. A drop without a creation time may have been dropped again, and is still the same. */
    boolean isSameAs(ControlEvent held) {
        return EventJson.decode(content, held.createdAt()).equals(held.unstamped());
    }

    /** Whether the file is still what was read; somebody may have put another in its place. */
    boolean isUnchanged() throws IOException {
        try {
            return DropFile.at(file.path()).equals(file);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}
