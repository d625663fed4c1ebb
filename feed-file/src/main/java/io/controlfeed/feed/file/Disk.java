package io.controlfeed.feed.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * All that is known here about fsync, rename, links and bounded reading. An interrupt cuts none of it short, and none of it
 * clears one.
 *
 * @param fsync whether what is written must survive a power loss, too
 */
record Disk(boolean fsync) {
    private static final int SYNCING_AT_ONCE = 16;

    /**
     * A file's content. Opens regular files only, and follows no link: anything else could block, have no end, or lead elsewhere.
     *
     * @throws NoSuchFileException if there is nothing
     * @throws MalformedFileException if it is no regular file, or too long
     */
    static byte[] read(Path file, int atMost) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new MalformedFileException(file, "it is not a regular file");
        }
        if (attributes.size() > atMost) {
            throw new MalformedFileException(
                    file, "it is " + attributes.size() + " bytes long, and may have " + atMost + " at most");
        }
        // One byte more, to reach the end of the file in one step. An interrupt does not close this stream.
        byte[] content = new byte[(int) attributes.size() + 1];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Arrays.copyOf(content, in.readNBytes(content, 0, content.length));
        }
    }

    /** What lies in a directory, in no order. */
    static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return entries;
    }

    /**
     * Writes a file anew, to be synced later. Never into an existing file: a leftover may be linked from elsewhere, and would
     * change there, too.
     */
    void writeUnsynced(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        // A FileChannel would be closed by an interrupt; a stream is not.
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
        }
    }

    /** Writes a file anew, durably. */
    void write(Path file, byte[] content) throws IOException {
        writeUnsynced(file, content);
        sync(file);
    }

    /** Gives a file its name, in one step, in place of what had it. */
    void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes a directory, unless it is there. */
    void directory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
        }
    }

    /** Gives a file a second name, in place of what had it; a copy where the file system has no hard links. */
    void link(Path existing, byte[] content, Path name) throws IOException {
        Files.deleteIfExists(name);
        try {
            Files.createLink(name, existing);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            write(name, content);
        }
    }

    /** Makes durable a file, or what was created, renamed or linked in a directory; one that is gone needs nothing. */
    void sync(Path path) throws IOException {
        if (fsync) {
            try {
                force(path);
            } catch (NoSuchFileException gone) {
                // Somebody removed it, with all that was to be made durable.
            }
        }
    }

    /** Syncs many at once: the disk writes for those that wait together in one go. An interrupt does not end it. */
    void sync(Collection<Path> paths) throws IOException {
        if (!fsync || paths.size() < 2) {
            for (Path path : paths) {
                sync(path);
            }
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(paths.size(), SYNCING_AT_ONCE));
        try {
            CompletableFuture.allOf(paths.stream()
                            .map(path -> CompletableFuture.runAsync(() -> syncUnchecked(path), threads))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UncheckedIOException unchecked) {
                throw unchecked.getCause();
            }
            throw failed;
        } finally {
            threads.shutdown();
        }
    }

    private void syncUnchecked(Path path) {
        try {
            sync(path);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
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
