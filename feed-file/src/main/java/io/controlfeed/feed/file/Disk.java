package io.controlfeed.feed.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Set;

/**
 * All that is known here about fsync, rename and links. An interrupt cuts none of it short, and none of it clears one.
 *
 * @param fsync whether what is written must survive a power loss, too
 */
record Disk(boolean fsync) {
    /**
     * Writes a file anew. Never into an existing file: a leftover may be linked from elsewhere, and would change there, too.
     */
    void write(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        // A FileChannel would be closed by an interrupt; a stream is not.
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
            if (fsync) {
                out.getFD().sync();
            }
        }
    }

    /** Gives a file its name, in one step, in place of what had it. The directory is added to those that must be synced. */
    void rename(Path from, Path to, Set<Path> touched) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        touched.add(parent(to));
    }

    /** Makes a directory, unless it is there. */
    void directory(Path directory, Set<Path> touched) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
            touched.add(parent(directory));
        }
    }

    /** Gives a file a second name, in place of what had it; a copy where the file system has no hard links. */
    void link(Path existing, byte[] content, Path name, Set<Path> touched) throws IOException {
        directory(parent(name), touched);
        Files.deleteIfExists(name);
        try {
            Files.createLink(name, existing);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            write(name, content);
        }
        touched.add(parent(name));
    }

    /** Makes durable these files, and what was created, renamed or linked in these directories. */
    void sync(Collection<Path> paths) throws IOException {
        if (fsync) {
            for (Path path : paths) {
                force(path);
            }
        }
    }

    /** A directory can be synced through a FileChannel only, which an interrupt closes: then it is done again. */
    private static void force(Path path) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException again) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
