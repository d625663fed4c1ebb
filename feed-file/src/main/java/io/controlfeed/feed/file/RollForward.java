package io.controlfeed.feed.file;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes, under the lock, what an append before this one began and did not end: events that have their names and that the head
 * does not count yet. Moves nothing that could be more than that.
 */
record RollForward(OpenFeed feed, Unsynced unsynced) {
    private static final Logger LOG = LoggerFactory.getLogger(RollForward.class);

    /**
     * Takes over the events that follow the head without a hole.
     *
     * @param sweep whether to look beyond a hole, too: a power loss can leave one, so whoever opens the feed looks once
     * @return the head that counts them
     * @throws MalformedFileException if the feed itself has a hole, or a head that is far too old
     */
    Head from(Head head, boolean sweep) throws IOException {
        long end = head.end();
        String hole = "";
        while (hole.isEmpty() && feed.events().exists(end + 1)) {
            hole = takeOver(end + 1);
            end += hole.isEmpty() ? 1 : 0;
        }
        if (sweep || !hole.isEmpty()) {
            setAsideBeyond(end, hole);
        }
        Head rolled = new Head(head.epoch(), end);
        if (end > head.end()) {
            feed.disk().writeUnsynced(feed.layout().stagedHead(), rolled.encode());
            unsynced.add(feed.layout().stagedHead());
            unsynced.sync();
            feed.disk().rename(feed.layout().stagedHead(), feed.layout().head());
            LOG.info("{}: finished an append that was cut short, versions {} to {}", feed.name(), head.end() + 1, end);
        }
        return rolled;
    }

    /** Returns why the event is not one of the feed's; nothing if it is. */
    private String takeOver(long version) throws IOException {
        Path file = feed.layout().event(version);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new MalformedFileException(file, version, "it is not a regular file, so no append has made it");
        }
        ControlEvent event;
        byte[] content;
        try {
            content = feed.events().bytes(version);
            event = feed.events().decode(version, content);
        } catch (MalformedFileException torn) {
            return torn.problem();
        }
        if (feed.ids().versionOf(event.eventId(), version - 1).isPresent()) {
            return "the feed holds event '" + event.eventId() + "' at an earlier version";
        }
        if (feed.ids().versionOf(event.eventId(), version).isEmpty()) {
            feed.ids().enter(event.eventId(), file, content, unsynced);
        }
        // All of it again: what is there need not be durable.
        unsynced.add(file);
        unsynced.enter(Disk.parent(file));
        unsynced.add(Disk.parent(feed.layout().idEntry(event.eventId())));
        return "";
    }

    /**
     * Nobody was told that these are in the feed. Left where they are, they would one day be taken for what comes next. But they
     * are that only where they can belong to the one batch that was under way, right behind the last event that counts.
     */
    private void setAsideBeyond(long end, String hole) throws IOException {
        List<Long> beyond = feed.events().from(end + 1);
        if (beyond.isEmpty()) {
            return;
        }
        long last = beyond.get(beyond.size() - 1);
        boolean isOneBatch = last <= end + Sink.MAX_BATCH && (feed.events().exists(end) || !hole.isEmpty());
        if (!isOneBatch) {
            throw new MalformedFileException(
                    feed.layout().event(end + 1),
                    end + 1,
                    (hole.isEmpty() ? "it is missing" : hole) + ", and there are events up to version " + last
                            + ": either events were lost, or " + feed.layout().head()
                            + " is older than the feed and its end must be put right");
        }
        for (long version : beyond) {
            boolean isHole = version == end + 1 && !hole.isEmpty();
            setAside(feed.layout().event(version), isHole ? hole : "the event before it was never written");
        }
    }

    private void setAside(Path file, String why) throws IOException {
        Path place = new RejectedFolder(feed.layout().rejected())
                .take(
                        file,
                        List.of("left over from an append that a power loss cut short, and never acknowledged: "
                                + why));
        feed.disk().sync(Disk.parent(file));
        LOG.warn("{}: moved {} to {}: {}", feed.name(), file, place, why);
    }
}
