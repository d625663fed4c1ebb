package io.controlfeed.feed.file;

import io.controlfeed.feed.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the feed of a directory. Only who writes makes a new one: a reader would take a typing error, or a disk that is not
 * mounted, for an empty feed. Takes the same time however long the feed is.
 */
final class FeedOpening {
    private static final Logger LOG = LoggerFactory.getLogger(FeedOpening.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FileFeedSettings settings;
    private final String operation;

    FeedOpening(FileFeedSettings settings) {
        this.settings = settings;
        this.operation = "opening of " + settings.feedName();
    }

    /** Makes the feed if there is none, in a directory that is missing or empty. */
    OpenFeed forWriting() {
        makeDirectory();
        return open(true);
    }

    /** Makes a feed only around a drop folder that is there alone: whoever made that has meant a feed to be here. */
    OpenFeed forReading() {
        if (!Files.exists(settings.dir())) {
            throw noFeed("the directory does not exist");
        }
        if (!Files.isDirectory(settings.dir())) {
            throw settings.wrongDir("it is a file: give the feed's directory", null);
        }
        return open(false);
    }

    private OpenFeed open(boolean mayCreate) {
        try {
            FeedLayout layout = new FeedLayout(settings.dir().toRealPath());
            DirectoryLock lock = new DirectoryLock(layout.lock(), PATIENCE);
            Disk disk = new Disk(settings.fsync());
            EventFiles events = new EventFiles(layout);
            IdIndex ids = new IdIndex(layout, events, disk);
            Head head = Files.exists(layout.head()) ? read(layout, events) : create(layout, events, lock, mayCreate);
            restoreFolders(layout);
            return new OpenFeed(settings.feedName(), head.epoch(), layout, disk, events, ids, lock);
        } catch (IOException error) {
            throw FileErrors.unavailable(operation, error);
        }
    }

    /** Makes the directory and those above it, durably: what is acknowledged later is worth no more than the way to it. */
    private void makeDirectory() {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = settings.dir().toAbsolutePath(); !Files.exists(at); at = Disk.parent(at)) {
            missing.push(at);
        }
        try {
            for (Path directory : missing) {
                Files.createDirectories(directory);
                new Disk(true).sync(Disk.parent(directory));
            }
        } catch (IOException error) {
            if (FileErrors.isNoSpace(error)) {
                throw FileErrors.unavailable(operation, error);
            }
            throw settings.wrongDir(
                    "it cannot be made (" + FileErrors.reason(error)
                            + "): give a directory that this process's user may make and write",
                    error);
        }
        if (!Files.isDirectory(settings.dir())) {
            throw settings.wrongDir("it is a file: give the feed's directory", null);
        }
    }

    /** A copy made by a tool that leaves out empty folders is as good; where nothing may be written, nothing needs them. */
    private static void restoreFolders(FeedLayout layout) {
        for (Path folder : layout.foldersInPassing()) {
            try {
                new Disk(false).directory(folder);
            } catch (IOException notNow) {
                LOG.debug("making {}", folder, notNow);
            }
        }
    }

    private Head read(FeedLayout layout, EventFiles events) {
        try {
            return Head.decode(layout.head(), Disk.read(layout.head(), Head.MAX_BYTES));
        } catch (IOException error) {
            throw new HeadTrouble(operation, layout, events).unreadable(error);
        }
    }

    private Head create(FeedLayout layout, EventFiles events, DirectoryLock lock, boolean mayCreate)
            throws IOException {
        List<Path> there = Disk.list(layout.root());
        List<String> others = there.stream()
                .filter(path -> !layout.isOwn(path))
                .map(RejectedFolder::shown)
                .sorted()
                .limit(3)
                .toList();
        if (!others.isEmpty()) {
            throw settings.wrongDir(
                    "it holds other files (" + String.join(", ", others) + ") and no "
                            + layout.head().getFileName()
                            + ": give a feed's directory, or for a new feed one that is empty or missing",
                    null);
        }
        boolean isPrepared = there.equals(List.of(layout.drop()));
        if (!mayCreate && !isPrepared && !holdsState(layout)) {
            throw noFeed("the directory is empty");
        }
        return lock.locked(
                operation, () -> Files.exists(layout.head()) ? read(layout, events) : createLocked(layout, events));
    }

    private Head createLocked(FeedLayout layout, EventFiles events) {
        try {
            if (holdsState(layout)) {
                throw new HeadTrouble(operation, layout, events).lost();
            }
            Disk disk = new Disk(true);
            Unsynced unsynced = new Unsynced(disk);
            for (Path folder : layout.folders()) {
                unsynced.enter(folder);
            }
            for (Path shard : layout.shards()) {
                disk.directory(shard);
            }
            Head head = new Head(UUID.randomUUID().toString(), 0);
            disk.write(layout.stagedHead(), head.encode());
            disk.rename(layout.stagedHead(), layout.head());
            unsynced.sync();
            LOG.info("created a new feed in {}, epoch {}", layout.root(), head.epoch());
            return head;
        } catch (IOException error) {
            throw FileErrors.unavailable(operation, error);
        }
    }

    /** Whether a feed was here: a creation that was cut short has left folders, and nothing in them. */
    private static boolean holdsState(FeedLayout layout) throws IOException {
        if (Files.exists(layout.events()) && !Disk.list(layout.events()).isEmpty()) {
            return true;
        }
        for (Path shard : layout.shards()) {
            if (Files.exists(shard) && !Disk.list(shard).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private FeedException.Unavailable noFeed(String why) {
        return new FeedException.Unavailable(
                operation,
                "there is no feed in " + settings.dir() + ": " + why,
                "Check feed-file-dir, and that it is mounted. A sink makes a new feed: append a first event, as emit-event"
                        + " does.",
                null);
    }
}
