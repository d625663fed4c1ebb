package io.controlfeed.feed.file;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes event files that anyone put into the drop folder into the feed, in the order of their arrival. Each look does a bounded
 * part of it and never waits for the lock: another process may be at it already.
 */
final class DropFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    /** Few enough that a look, which no wait is allowed to bound, stays short on a slow disk. */
    private static final int PER_LOOK = 64;

    private static final long PAUSE_AFTER_FAILURE = Duration.ofSeconds(1).toNanos();

    private final OpenFeed feed;
    private final FeedWriter writer;
    private final RejectedFolder rejected;
    private final DropListing listing;

    /** What was listed and is not done: a full folder is listed and sorted once, not on each look. */
    private final Deque<DropFile> queue = new ArrayDeque<>();

    private boolean failing;
    private long failedAt;

    DropFolder(OpenFeed feed, FeedWriter writer, Duration settle) {
        this.feed = feed;
        this.writer = writer;
        this.rejected = new RejectedFolder(feed.layout().rejected());
        this.listing = new DropListing(feed.layout().drop(), settle);
    }

    /** Takes in at most one batch. Its failures are told in the log: they must not keep anyone from reading. */
    void look() {
        if (failing && System.nanoTime() - failedAt < PAUSE_AFTER_FAILURE) {
            return;
        }
        try {
            if (queue.isEmpty()) {
                queue.addAll(listing.whatIsNew());
            }
            if (!queue.isEmpty()) {
                feed.lock().ifFree(this::adoptBatch);
            }
        } catch (IOException error) {
            queue.clear();
            listing.forget();
            failed(error);
        }
    }

    private void adoptBatch() {
        List<Drop> drops = new ArrayList<>();
        try {
            for (int n = 0; n < PER_LOOK && !queue.isEmpty(); n++) {
                examine(queue.remove(), drops);
            }
            if (drops.isEmpty() || adopt(drops)) {
                failing = false;
            }
        } catch (IOException | FeedException error) {
            // What was appended by then is found to be a duplicate when it is tried again.
            queue.clear();
            listing.forget();
            failed(error);
        }
    }

    private void examine(DropFile listed, List<Drop> drops) throws IOException {
        try {
            DropFile file = DropFile.at(listed.path());
            try {
                drops.add(Drop.read(file));
            } catch (UnfitDropException unfit) {
                if (!unfit.mayStillGrow() || listing.hasSettled(file)) {
                    reject(file, unfit.problems());
                }
            }
        } catch (NoSuchFileException takenByAnother) {
            LOG.debug("{} is gone", listed.path());
        }
    }

    /** Whether all of them are done with; those that are not stand at the head of the queue again. */
    private boolean adopt(List<Drop> drops) throws IOException {
        List<AppendOutcome> outcomes =
                writer.appendLocked(drops.stream().map(Drop::event).toList());
        boolean allDone = true;
        for (int i = drops.size() - 1; i >= 0; i--) {
            if (outcomes.get(i) instanceof AppendOutcome.Failed failure) {
                failed(failure.error());
            }
            if (outcomes.get(i).event().controlVersion() == 0) {
                queue.addFirst(drops.get(i).file());
                allDone = false;
            }
        }
        for (int i = 0; i < drops.size(); i++) {
            if (outcomes.get(i).event().controlVersion() != 0) {
                finish(drops.get(i), outcomes.get(i));
            }
        }
        return allDone;
    }

    private void finish(Drop drop, AppendOutcome outcome) throws IOException {
        long version = outcome.event().controlVersion();
        if (!drop.isUnchanged()) {
            listing.forget();
        } else if (outcome instanceof AppendOutcome.Duplicate
                && !drop.isSameAs(feed.events().read(version))) {
            reject(
                    drop.file(),
                    List.of("the feed holds event_id '" + drop.event().eventId() + "' with other content, at version "
                            + version + ": a new event needs an event_id of its own"));
        } else {
            Files.deleteIfExists(drop.file().path());
        }
    }

    private void reject(DropFile file, List<String> problems) throws IOException {
        Path place = rejected.take(file.path(), problems);
        LOG.warn(
                "{}: refused the drop {}, now {}: {}", feed.name(), RejectedFolder.shown(file.path()), place, problems);
    }

    /** Told once, and again only after it went well in between. */
    private void failed(Exception error) {
        if (!failing && error instanceof IOException denied && FileErrors.isNotWritable(denied)) {
            LOG.info("{}: drops are left to processes that may write here ({})", feed.name(), denied.getMessage());
        } else if (!failing) {
            LOG.warn("{}: drops cannot be taken in for now: {}", feed.name(), error.getMessage(), error);
        }
        failing = true;
        failedAt = System.nanoTime();
    }
}
