package io.controlfeed.feed.file;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes, under the lock, what an append before this one began and did not end: events that have their names and that the head
 * does not count yet.
 */
final class RollForward {
    private static final Logger LOG = LoggerFactory.getLogger(RollForward.class);

    private final OpenFeed feed;
    private final RejectedFolder rejected;
    private final Set<Path> touched = new LinkedHashSet<>();

    RollForward(OpenFeed feed) {
        this.feed = feed;
        this.rejected = new RejectedFolder(feed.layout().rejected());
    }

    /**
     * Takes over the events that follow the head without a hole.
     *
     * @param sweep whether to look beyond a hole, too: a power loss can leave one, so whoever opens the feed looks once
     * @return the head that counts them
     */
    Head from(Head head, boolean sweep) throws IOException {
        long end = head.end();
        boolean hole = false;
        while (!hole && feed.events().exists(end + 1)) {
            hole = !takeOver(end + 1);
            end += hole ? 0 : 1;
        }
        if (hole || sweep) {
            setAsideBeyond(end);
        }
        Head rolled = new Head(head.epoch(), end);
        if (end > head.end()) {
            feed.disk().write(feed.layout().stagedHead(), rolled.encode());
            feed.disk().sync(touched);
            feed.disk().rename(feed.layout().stagedHead(), feed.layout().head(), touched);
            LOG.info("{}: finished an append that was cut short, versions {} to {}", feed.name(), head.end() + 1, end);
        }
        return rolled;
    }

    private boolean takeOver(long version) throws IOException {
        Path file = feed.layout().event(version);
        ControlEvent event;
        byte[] content = feed.events().bytes(version);
        try {
            event = feed.events().decode(version, content);
        } catch (MalformedFileException torn) {
            setAside(file, String.valueOf(torn.getMessage()));
            return false;
        }
        if (feed.ids().versionOf(event.eventId(), version - 1).isPresent()) {
            setAside(file, "the feed holds event '" + event.eventId() + "' at an earlier version");
            return false;
        }
        if (feed.ids().versionOf(event.eventId(), version).isEmpty()) {
            feed.ids().enter(event.eventId(), file, content, touched);
        }
        // All of it again: what is there need not be durable.
        touched.add(file);
        touched.add(Disk.parent(file));
        touched.add(feed.layout().events());
        touched.add(Disk.parent(feed.layout().idEntry(event.eventId())));
        touched.add(feed.layout().ids());
        return true;
    }

    /** Nobody was told that these are in the feed. Left where they are, they would one day be taken for what comes next. */
    private void setAsideBeyond(long end) throws IOException {
        for (long version = end + 2; version <= end + Sink.MAX_BATCH + 1; version++) {
            if (feed.events().exists(version)) {
                setAside(feed.layout().event(version), "the event before it was never written");
            }
        }
    }

    private void setAside(Path file, String why) throws IOException {
        Path place = rejected.take(
                file, List.of("left over from an append that a power loss cut short, and never acknowledged: " + why));
        feed.disk().sync(List.of(Disk.parent(file)));
        LOG.warn("{}: moved {} to {}: {}", feed.name(), file, place, why);
    }
}
