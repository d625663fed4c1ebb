package io.controlfeed.artifacts.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that is known here about fsync, rename and links. */
final class Disk {
    private static final Logger LOG = LoggerFactory.getLogger(Disk.class);

    private final Path root;
    private final boolean fsync;
    /** Directories whose own names are durable. Others may have been made by somebody who does not sync. */
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    /**
     * @param root below which everything is made
     * @param fsync whether what is written must survive a power loss, too
     */
    Disk(Path root, boolean fsync) {
        this.root = root;
        this.fsync = fsync;
    }

    /** Makes a directory and what it lies in, durably. What is there and not below the root is left to whoever made it. */
    void directory(Path directory) throws IOException {
        boolean exists = Files.isDirectory(directory);
        boolean ours = directory.startsWith(root) && !directory.equals(root);
        Path parent = directory.getParent();
        if (parent == null || (exists && (!ours || durable.contains(directory)))) {
            return;
        }
        directory(parent);
        if (!exists) {
            make(directory);
        }
        sync(parent);
        durable.add(directory);
    }

    private static void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException byAnother) {
            if (!Files.isDirectory(directory)) {
                throw byAnother;
            }
        }
    }

    /** Gives a file its name, in one step, in place of what had it. */
    void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives a file a new time; false if it is somebody else's, who alone may do that. */
    boolean touch(Path file, Instant time) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(time));
            return true;
        } catch (FileSystemException notOurs) {
            LOG.debug("{} cannot be made young, and is replaced", file, notOurs);
            return false;
        }
    }

    /** Makes durable a file, or what was entered in a directory. */
    void sync(Path path) throws IOException {
        if (fsync) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Makes durable what was written. */
    void sync(FileChannel channel) throws IOException {
        if (fsync) {
            channel.force(true);
        }
    }

    /** What lies there, itself and not what it may link to; none if there is nothing. */
    static Optional<BasicFileAttributes> look(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException nothing) {
            return Optional.empty();
        }
    }

    /** Opens what was seen to be a regular file; a link that has taken its place meanwhile is not followed. */
    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes a file that was not there, to write to and to read what was written. */
    static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
    }
}
