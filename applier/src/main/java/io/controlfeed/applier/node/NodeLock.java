package io.controlfeed.applier.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write a node's file as its applier does, or to put another in its place. One has it at a time, among threads and among
 * processes; the system frees the lock of a process that dies. Nobody needs it to read.
 */
public final class NodeLock implements AutoCloseable {
    /**
     * A record lock belongs to the whole process, and closing any descriptor of the lock file gives it up. So whoever wants the lock
     * in this process has to pass here before that file is so much as opened: that is what this set is for, though it is static.
     */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private static final Logger LOG = LoggerFactory.getLogger(NodeLock.class);
    private static final int MAX_PID = 32;

    private final Path file;
    private final RandomAccessFile open;

    private NodeLock(Path file, RandomAccessFile open) {
        this.file = file;
        this.open = open;
    }

    /**
     * Takes the lock of a node, whether its file is there or not; its directory has to be.
     *
     * @throws NodeException if this or another process has it, or the lock file cannot be used
     */
    public static NodeLock take(NodeDatabase database) {
        try {
            return take(database, fileFor(database));
        } catch (IOException unusable) {
            throw new NodeException(
                    database.name(),
                    "its lock file " + database.file() + ".lock cannot be used: " + unusable,
                    "Its directory has to be there, and writable for this user.",
                    unusable);
        }
    }

    private static NodeLock take(NodeDatabase database, Path file) throws IOException {
        if (!TAKEN.add(file)) {
            throw busy(database, file, "this process");
        }
        RandomAccessFile open = null;
        boolean taken = false;
        try {
            open = new RandomAccessFile(file.toFile(), "rw");
            if (!tryLock(open)) {
                throw busy(database, file, holder(open));
            }
            signWithPid(open);
            taken = true;
            return new NodeLock(file, open);
        } finally {
            if (!taken) {
                release(file, open);
            }
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        if (open.getChannel().isOpen()) {
            try {
                release(file, open);
            } catch (IOException unclosed) {
                throw new UncheckedIOException("the lock file " + file + " cannot be closed", unclosed);
            }
        }
    }

    private static void release(Path file, @Nullable RandomAccessFile open) throws IOException {
        try {
            if (open != null) {
                open.close();
            }
        } finally {
            TAKEN.remove(file);
        }
    }

    /** One file for one node, by whatever path it is called. */
    private static Path fileFor(NodeDatabase database) throws IOException {
        Path node = database.file().toAbsolutePath();
        Path real = Files.exists(node)
                ? node.toRealPath()
                : node.resolveSibling("").toRealPath().resolve(node.getFileName());
        return real.resolveSibling(real.getFileName() + ".lock");
    }

    private static boolean tryLock(RandomAccessFile open) throws IOException {
        try {
            return open.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException heldByAnotherClassLoader) {
            return false;
        }
    }

    private static String holder(RandomAccessFile open) throws IOException {
        byte[] content = new byte[MAX_PID];
        int length = Math.max(0, open.read(content));
        String pid = new String(content, 0, length, US_ASCII).strip();
        return isAlive(pid) ? "process " + pid : "another process";
    }

    /** One that could not sign may have left there what the one before it wrote. */
    private static boolean isAlive(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid)).isPresent();
        } catch (NumberFormatException notSigned) {
            return false;
        }
    }

    /** For whoever is refused. It can fail on a full disk, on which a node still has to serve what it has. */
    private static void signWithPid(RandomAccessFile open) {
        try {
            open.setLength(0);
            open.write((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII));
        } catch (IOException unsigned) {
            LOG.debug("the lock is taken, and does not say by whom", unsigned);
        }
    }

    private static NodeException busy(NodeDatabase database, Path file, String holder) {
        return new NodeException(
                database.name(),
                holder + " works on it: it has the lock " + file,
                "Stop the node's applier, or wait until it ends. Never remove the lock file.");
    }
}
