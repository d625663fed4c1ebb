package io.controlfeed.feed.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows when the drop folder is worth listing, and which of its files must be left alone for now. */
final class DropListing {
    private static final Logger LOG = LoggerFactory.getLogger(DropListing.class);
    /** The order of arrival holds among so many; the rest comes with the next listing. */
    private static final int MAX_LISTED = 10_000;
    /** A change this soon after another may leave no trace in the folder's time stamp. */
    private static final Duration GRANULARITY = Duration.ofSeconds(3);

    private static final long RELIST_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    /** Of a full folder, listing takes a tenth of the time at most. */
    private static final long PAUSE_PER_COST = 10;

    private static final long CHEAP = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 6;
    private static final FileTime NEVER = FileTime.fromMillis(Long.MIN_VALUE);

    private final Path folder;
    private final long settleNanos;

    /** Files that are left as they are for a while, unless they change. */
    private final Map<Path, LeftAlone> leftAlone = new HashMap<>();

    private FileTime listedState = NEVER;
    private boolean listedStateIsOld;
    private long listedAt = System.nanoTime();
    private long cost;

    /** @param failures how often it could not be dealt with; 0 if it only is no event, or not yet */
    private record LeftAlone(DropFile file, long since, long pause, int failures) {
        boolean isOver() {
            return System.nanoTime() - since >= pause;
        }
    }

    DropListing(Path folder, Duration settle) {
        this.folder = folder;
        this.settleNanos = settle.toNanos();
    }

    /** The files to try now, in the order of their arrival. Costs one look at the folder where nothing has changed. */
    List<DropFile> whatIsNew() throws IOException {
        FileTime state;
        try {
            state = Files.getLastModifiedTime(folder);
        } catch (NoSuchFileException noDrops) {
            return List.of();
        }
        long begin = System.nanoTime();
        boolean mayHaveChanged = !listedStateIsOld || !state.equals(listedState);
        boolean isDue = !leftAlone.isEmpty() && begin - listedAt > RELIST_INTERVAL;
        boolean isTooSoon = cost > CHEAP && begin - listedAt < PAUSE_PER_COST * cost;
        if (isTooSoon || !(mayHaveChanged || isDue)) {
            return List.of();
        }
        List<DropFile> files = list();
        listedState = state;
        listedStateIsOld =
                files.size() < MAX_LISTED && System.currentTimeMillis() - state.toMillis() > GRANULARITY.toMillis();
        listedAt = System.nanoTime();
        cost = listedAt - begin;
        return files;
    }

    private List<DropFile> list() throws IOException {
        List<DropFile> files = new ArrayList<>();
        Set<Path> stillThere = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path path : entries) {
                if (DropFile.isDrop(path) && files.size() < MAX_LISTED) {
                    look(path, files);
                }
                stillThere.add(path);
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        leftAlone.keySet().retainAll(stillThere);
        files.sort(DropFile.BY_ARRIVAL);
        return files;
    }

    private void look(Path path, List<DropFile> files) {
        try {
            DropFile file = DropFile.at(path);
            LeftAlone left = leftAlone.get(path);
            if (left == null || !left.file().equals(file) || left.isOver()) {
                files.add(file);
            }
        } catch (NoSuchFileException takenMeanwhile) {
            leftAlone.remove(path);
        } catch (IOException unreadable) {
            LOG.debug("looking at {}, which the next listing does again", path, unreadable);
        }
    }

    /** Whether a file that is no event has been left as it is for long enough; remembers it if not. */
    boolean hasSettled(DropFile file) {
        LeftAlone left = leftAlone.get(file.path());
        if (left != null && left.file().equals(file)) {
            return left.isOver();
        }
        leftAlone.put(file.path(), new LeftAlone(file, System.nanoTime(), settleNanos, 0));
        return false;
    }

    /**
     * Leaves a file alone that could not be dealt with: longer each time, at most about a minute, unless it changes.
     *
     * @return whether it is the first time
     */
    boolean setAside(DropFile file) {
        LeftAlone before = leftAlone.get(file.path());
        int failures = before != null && before.file().equals(file) ? before.failures() : 0;
        long pause = FIRST_PAUSE << Math.min(failures, MOST_DOUBLINGS);
        leftAlone.put(file.path(), new LeftAlone(file, System.nanoTime(), pause, failures + 1));
        return failures == 0;
    }

    /** Lists anew at the next look, whatever the folder's time stamp says. */
    void forget() {
        listedStateIsOld = false;
    }
}
