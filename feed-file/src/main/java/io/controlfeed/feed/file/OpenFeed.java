package io.controlfeed.feed.file;

import io.controlfeed.feed.FeedException;
import java.io.IOException;
import java.nio.file.Files;

/** What a sink and a source of one feed need alike. */
record OpenFeed(
        String name, String epoch, FeedLayout layout, Disk disk, EventFiles events, IdIndex ids, DirectoryLock lock) {

    /** The head as it is now; costs the reading of one small file. */
    Head head(String operation) {
        try {
            Head head = Head.decode(layout.head(), Files.readAllBytes(layout.head()));
            if (!head.epoch().equals(epoch)) {
                throw new FeedException.EpochChanged(operation, epoch, head.epoch());
            }
            return head;
        } catch (MalformedFileException garbled) {
            throw HeadTrouble.garbled(operation, layout, events, garbled);
        } catch (IOException error) {
            throw FileErrors.unavailable(operation, error);
        }
    }

    /** Why the event after a position is not there: beyond the end, removed with all before it, or missing alone. */
    FeedException missing(String operation, long position, long end) {
        try {
            long earliest = events.earliest(end);
            if (position > end || position + 1 < earliest) {
                return new FeedException.Gap(operation, position, earliest, end);
            }
            return new FeedException.Corrupt(
                    operation,
                    position + 1,
                    layout.event(position + 1) + " is missing, though earlier events are there",
                    "Restore it from a copy, or bootstrap the nodes from a snapshot at a later version.",
                    null);
        } catch (IOException error) {
            return FileErrors.unavailable(operation, error);
        }
    }
}
