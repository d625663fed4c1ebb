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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes event files that anyone put into the drop folder into the feed, in the order of their arrival. Each look does a bounded
 * part of it and never waits for the lock: another process may be at it already. What is wrong with one drop is a matter of that
 * drop alone.
 */
final class DropFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    /** Few enough that a look, which no wait is allowed to bound, stays short on a slow disk. */
    private static final int PER_LOOK = 64;
    /** With those that are no events. */
    private static final int EXAMINED_PER_LOOK = 1_000;

    private static final long PAUSE_AFTER_FAILURE = Duration.ofSeconds(1).toNanos();

    private final OpenFeed feed;
    private final FeedWriter writer;
    private final RejectedFolder rejected;
    private final DropListing listing;

    /** What was listed and not examined yet: a full folder is listed and sorted once, not on each look. */
    private final Deque<DropFile> queue = new ArrayDeque<>();

    /** What was examined, and waits for the lock. */
    private final List<Drop> ready = new ArrayList<>();

    private final List<Refusal> refusals = new ArrayList<>();
    private boolean adopted;
    private boolean failing;
    private long failedAt;

    private record Refusal(DropFile file, List<String> problems) {}

    DropFolder(OpenFeed feed, FeedWriter writer, Duration settle) {
        this.feed = feed;
        this.writer = writer;
        this.rejected = new RejectedFolder(feed.layout().rejected());
        this.listing = new DropListing(feed.layout().drop(), settle);
    }

    /**
     * Takes in at most one batch. Its failures are told in the log: they must not keep anyone from reading.
     *
     * @return whether the feed may hold more now
     */
    boolean look() {
        if (failing && System.nanoTime() - failedAt < PAUSE_AFTER_FAILURE) {
            return false;
        }
        adopted = false;
        try {
            if (isNothingExamined()) {
                examineSome();
            }
            if (!isNothingExamined()) {
                feed.lock().ifFree(this::settle);
            }
        } catch (IOException error) {
            failed(error);
        }
        return adopted;
    }

    private boolean isNothingExamined() {
        return ready.isEmpty() && refusals.isEmpty();
    }

    private void examineSome() throws IOException {
        if (queue.isEmpty()) {
            queue.addAll(listing.whatIsNew());
        }
        for (int n = 0; n < EXAMINED_PER_LOOK && ready.size() < PER_LOOK && !queue.isEmpty(); n++) {
            examine(queue.remove());
        }
    }

    private void examine(DropFile listed) {
        try {
            DropFile file = DropFile.at(listed.path());
            if (file.kind() == DropFile.Kind.DIRECTORY) {
                setAside(file, "it is a directory: put each event's file into drop/ itself", null);
                return;
            }
            try {
                ready.add(Drop.read(file));
            } catch (UnfitDropException unfit) {
                if (!unfit.mayStillGrow() || listing.hasSettled(file)) {
                    refusals.add(new Refusal(file, unfit.problems()));
                }
            }
        } catch (NoSuchFileException takenByAnother) {
            LOG.debug("{} is gone", listed.path());
        } catch (IOException error) {
            setAside(listed, FileErrors.reason(error), error);
        }
    }

    /** Under the lock. */
    private void settle() {
        for (Refusal refusal : refusals) {
            refuse(refusal.file(), refusal.problems());
        }
        refusals.clear();
        ready.removeIf(drop -> !isUnchanged(drop.file()));
        if (!ready.isEmpty()) {
            try {
                adopt(writer.appendLocked(ready.stream().map(Drop::event).toList()));
            } catch (FeedException error) {
                failed(error);
            }
        }
    }

    private boolean isUnchanged(DropFile file) {
        try {
            boolean unchanged = file.isUnchanged();
            if (!unchanged) {
                listing.forget();
            }
            return unchanged;
        } catch (IOException error) {
            setAside(file, FileErrors.reason(error), error);
            return false;
        }
    }

    /** Done with those that are in the feed; of the rest, those that do not fail for reasons of their own go again next time. */
    private void adopt(List<AppendOutcome> outcomes) {
        List<Drop> again = new ArrayList<>();
        Set<String> setAside = new HashSet<>();
        Optional<FeedException> failure = Optional.empty();
        for (int i = 0; i < outcomes.size(); i++) {
            Drop drop = ready.get(i);
            AppendOutcome outcome = outcomes.get(i);
            if (outcome.event().controlVersion() != 0) {
                adopted = true;
                finish(drop, outcome);
            } else if (outcome instanceof AppendOutcome.Failed failed && isItsOwn(failed.error())) {
                setAside(drop.file(), failed.error().reason(), failed.error());
                setAside.add(drop.event().eventId());
            } else if (outcome instanceof AppendOutcome.HeldBack held && setAside.contains(held.behind())) {
                setAside(drop.file(), "it waits for event '" + held.behind() + "', which is on its subject", null);
            } else {
                again.add(drop);
                failure = outcome instanceof AppendOutcome.Failed failed ? Optional.of(failed.error()) : failure;
            }
        }
        ready.clear();
        ready.addAll(again);
        if (failure.isPresent() && setAside.isEmpty()) {
            failed(failure.get());
        } else {
            failing = false;
        }
    }

    /** Whether other drops may fare better: not if there is no room, say. */
    private static boolean isItsOwn(FeedException error) {
        return error instanceof FeedException.Corrupt || error instanceof FeedException.Rejected;
    }

    private void finish(Drop drop, AppendOutcome outcome) {
        long version = outcome.event().controlVersion();
        try {
            if (outcome instanceof AppendOutcome.Duplicate
                    && !drop.isSameAs(feed.events().read(version))) {
                refuse(
                        drop.file(),
                        List.of("the feed holds event_id '" + drop.event().eventId()
                                + "' with other content, at version " + version
                                + ": a new event needs an event_id of its own"));
            } else if (isUnchanged(drop.file())) {
                Files.deleteIfExists(drop.file().path());
            }
        } catch (IOException error) {
            setAside(drop.file(), FileErrors.reason(error), error);
        }
    }

    private void refuse(DropFile file, List<String> problems) {
        if (!isUnchanged(file)) {
            return;
        }
        try {
            Path place = rejected.take(file.path(), problems);
            LOG.warn(
                    "{}: refused the drop {}, now {}: {}",
                    feed.name(),
                    RejectedFolder.shown(file.path()),
                    place,
                    problems);
        } catch (IOException error) {
            setAside(file, "it is refused and cannot be moved to rejected/: " + FileErrors.reason(error), error);
        }
    }

    /** Leaves one drop for later, and tells it once. */
    private void setAside(DropFile file, String why, @Nullable Exception error) {
        if (listing.setAside(file)) {
            LOG.warn(
                    "{}: the drop {} stays where it is, and is tried again later: {}",
                    feed.name(),
                    RejectedFolder.shown(file.path()),
                    why,
                    error);
        }
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
