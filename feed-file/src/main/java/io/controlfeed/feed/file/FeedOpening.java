package io.controlfeed.feed.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the feed of a directory, or makes a new one where there is none. Takes the same time however long the feed is. */
final class FeedOpening {
    private static final Logger LOG = LoggerFactory.getLogger(FeedOpening.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FileFeedSettings settings;
    private final String operation;

    FeedOpening(FileFeedSettings settings) {
        this.settings = settings;
        this.operation = "opening of " + settings.feedName();
    }

    OpenFeed open() {
        try {
            directory();
            FeedLayout layout = new FeedLayout(settings.dir().toRealPath());
            DirectoryLock lock = new DirectoryLock(layout.lock(), PATIENCE);
            Disk disk = new Disk(settings.fsync());
            EventFiles events = new EventFiles(layout);
            Head head = Files.exists(layout.head())
                    ? read(layout)
                    : lock.locked(operation, () -> Files.exists(layout.head()) ? read(layout) : create(layout));
            IdIndex ids = new IdIndex(layout, events, disk);
            OpenFeed feed = new OpenFeed(settings.feedName(), head.epoch(), layout, disk, events, ids, lock);
            restoreFolders(layout);
            return feed;
        } catch (IOException error) {
            throw FileErrors.unavailable(operation, error);
        }
    }

    /** Makes the directory and those above it, durably: what is acknowledged later is worth no more than the way to it. */
    private void directory() throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = settings.dir().toAbsolutePath(); !Files.exists(at); at = Disk.parent(at)) {
            missing.push(at);
        }
        for (Path directory : missing) {
            Files.createDirectories(directory);
            new Disk(true).sync(Set.of(Disk.parent(directory)));
        }
    }

    /** A copy made by a tool that leaves out empty folders is as good; where nothing may be written, nothing needs them. */
    private static void restoreFolders(FeedLayout layout) {
        for (Path folder : layout.folders()) {
            try {
                new Disk(false).directory(folder, new LinkedHashSet<>());
            } catch (IOException notNow) {
                LOG.debug("making {}", folder, notNow);
            }
        }
    }

    private Head read(FeedLayout layout) {
        try {
            return Head.decode(layout.head(), Files.readAllBytes(layout.head()));
        } catch (MalformedFileException garbled) {
            throw HeadTrouble.garbled(operation, layout, new EventFiles(layout), garbled);
        } catch (IOException error) {
            throw FileErrors.unavailable(operation, error);
        }
    }

    private Head create(FeedLayout layout) {
        EventFiles events = new EventFiles(layout);
        try {
            if (events.any()) {
                throw HeadTrouble.lost(operation, layout, events);
            }
            Disk disk = new Disk(true);
            Set<Path> touched = new LinkedHashSet<>();
            for (Path folder : layout.folders()) {
                disk.directory(folder, touched);
            }
            Head head = new Head(UUID.randomUUID().toString(), 0);
            disk.write(layout.stagedHead(), head.encode());
            disk.rename(layout.stagedHead(), layout.head(), touched);
            disk.sync(touched);
            LOG.info("created a new feed in {}, epoch {}", layout.root(), head.epoch());
            return head;
        } catch (IOException error) {
            throw FileErrors.unavailable(operation, error);
        }
    }
}
