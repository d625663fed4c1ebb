package io.controlfeed.feed.file;

import io.controlfeed.feed.FeedException;
import java.io.IOException;

/** What a sink and a source of one feed need alike. */
record OpenFeed(
        String name, String epoch, FeedLayout layout, Disk disk, EventFiles events, IdIndex ids, DirectoryLock lock) {

    /** The head as it is now; costs the reading of one small file. */
    Head head(String operation) {
        try {
            Head head = Head.decode(layout.head(), Disk.read(layout.head(), Head.MAX_BYTES));
            if (!head.epoch().equals(epoch)) {
                throw new FeedException.EpochChanged(operation, epoch, head.epoch());
            }
            return head;
        } catch (IOException error) {
            throw new HeadTrouble(operation, layout, events).unreadable(error);
        }
    }

    /** For a position beyond the end. */
    FeedException beyond(String operation, long position, long end) {
        try {
            return new FeedException.Gap(operation, position, events.earliest(1, end), end);
        } catch (IOException error) {
            return FileErrors.failure(operation, error);
        }
    }

    /** For an event after a position that is not there: it was removed, or it is lost. */
    FeedException missing(String operation, long position, long version, long end) {
        try {
            events.requireRemoved(version, end);
            return new FeedException.Gap(operation, position, events.earliest(version, end), end);
        } catch (IOException error) {
            return FileErrors.failure(operation, error);
        }
    }
}
