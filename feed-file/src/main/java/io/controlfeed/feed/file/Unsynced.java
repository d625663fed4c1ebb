package io.controlfeed.feed.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be synced before anything that rests on it may be called durable. It stays until that has succeeded: an attempt that
 * failed leaves its part to the next one.
 */
final class Unsynced {
    private final Disk disk;
    private final Set<Path> paths = new LinkedHashSet<>();
    private @Nullable Path lastEntered;

    Unsynced(Disk disk) {
        this.disk = disk;
    }

    /** A file's content, or the names in a directory. */
    void add(Path path) {
        paths.add(path);
    }

    /**
     * Makes a directory that names are to be entered in, unless it is there. Then, too, its own name need not be durable: it may
     * have been made by somebody who does not sync.
     */
    void enter(Path directory) throws IOException {
        disk.directory(directory);
        if (!directory.equals(lastEntered)) {
            paths.add(Disk.parent(directory));
            lastEntered = directory;
        }
        paths.add(directory);
    }

    void sync() throws IOException {
        disk.sync(paths);
        paths.clear();
    }
}
