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

/** Knows when the drop folder is worth listing, and which of its files must be left alone for now. */
final class DropListing {
    /** A change this soon after another may leave no trace in the folder's time stamp. */
    private static final Duration GRANULARITY = Duration.ofSeconds(3);

    private static final long UNSETTLED_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final FileTime NEVER = FileTime.fromMillis(Long.MIN_VALUE);

    private final Path folder;
    private final long settleNanos;

    /** Files that are no events as they are, and since when they are that. */
    private final Map<Path, Seen> unsettled = new HashMap<>();

    private FileTime listedState = NEVER;
    private boolean listedStateIsOld;
    private long listedAt;

    private record Seen(DropFile file, long since) {}

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
        boolean mayHaveChanged = !listedStateIsOld || !state.equals(listedState);
        boolean isDue = !unsettled.isEmpty() && System.nanoTime() - listedAt > UNSETTLED_INTERVAL;
        if (!mayHaveChanged && !isDue) {
            return List.of();
        }
        listedState = state;
        listedStateIsOld = System.currentTimeMillis() - state.toMillis() > GRANULARITY.toMillis();
        listedAt = System.nanoTime();
        return list();
    }

    private List<DropFile> list() throws IOException {
        List<DropFile> files = new ArrayList<>();
        Set<Path> stillThere = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, DropFile::isDrop)) {
            for (Path path : entries) {
                if (unsettled.containsKey(path)) {
                    stillThere.add(path);
                }
                look(path, files);
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        unsettled.keySet().retainAll(stillThere);
        files.sort(DropFile.BY_ARRIVAL);
        return files;
    }

    private void look(Path path, List<DropFile> files) throws IOException {
        try {
            DropFile file = DropFile.at(path);
            Seen seen = unsettled.get(path);
            boolean isWaiting = seen != null && seen.file().equals(file) && !isOver(seen);
            if (file.kind() != DropFile.Kind.DIRECTORY && !isWaiting) {
                files.add(file);
            }
        } catch (NoSuchFileException takenMeanwhile) {
            unsettled.remove(path);
        }
    }

    /** Whether a file that is no event has been left as it is for long enough; remembers it if not. */
    boolean hasSettled(DropFile file) {
        Seen seen = unsettled.get(file.path());
        if (seen != null && seen.file().equals(file)) {
            return isOver(seen);
        }
        unsettled.put(file.path(), new Seen(file, System.nanoTime()));
        return false;
    }

    private boolean isOver(Seen seen) {
        return System.nanoTime() - seen.since() >= settleNanos;
    }

    /** Lists anew at the next look, whatever the folder's time stamp says. */
    void forget() {
        listedStateIsOld = false;
    }
}
