package io.controlfeed.feed.file;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.InvalidEventException;
import java.io.IOException;
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

    /**
     * Opens regular files only.
     *
     * @throws IOException if this file cannot be read now; that says nothing about others
     */
    static Drop read(DropFile file) throws IOException, UnfitDropException {
        if (file.kind() != DropFile.Kind.REGULAR) {
            throw new UnfitDropException(
                    List.of("it is not a regular file: drop a plain file, not a link to one"), false);
        }
        if (file.size() > EventFiles.MAX_BYTES) {
            throw new UnfitDropException(
                    List.of("it is " + file.size() + " bytes long: an event has at most "
                            + ControlEvent.MAX_ENCODED_BYTES + ", put the payload into an artifact"),
                    false);
        }
        byte[] content = file.content();
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
}
