package io.controlfeed.feed.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.controlfeed.feed.FeedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exclusive lock of one feed's directory, among threads and among processes. The system frees the lock of a process that
 * dies. Not reentrant.
 */
final class DirectoryLock {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);

    /**
     * A record lock belongs to the whole process, and closing any descriptor of the lock file gives it up. So all handles of one
     * directory in this process must pass one mutex before they so much as open that file, whoever made them: that is what this
     * map is for, though it is static. A mutex is kept only while somebody holds it or waits for it.
     */
    private static final ConcurrentMap<Path, Mutex> MUTEXES = new ConcurrentHashMap<>();

    private static final long SHORTEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final byte[] PID = (ProcessHandle.current().pid() + "\n").getBytes(US_ASCII);
    private static final int MAX_PID = 32;

    private final Path file;
    private final Duration patience;

    /** @param file the lock file, in a directory that is named by its real path */
    DirectoryLock(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    /**
     * Does something while it holds the lock. An interrupt does not end the waiting, and is kept.
     *
     * @throws FeedException.Unavailable if the lock is not to be had in time
     */
    <T> T locked(String operation, Supplier<T> action) {
        boolean interrupted = Thread.interrupted();
        Mutex mutex = enlist();
        try {
            long start = System.nanoTime();
            boolean entered = false;
            while (!entered) {
                try {
                    if (!mutex.tryLock(patience.toNanos() - (System.nanoTime() - start), TimeUnit.NANOSECONDS)) {
                        throw busy(operation, "another thread of this process");
                    }
                    entered = true;
                } catch (InterruptedException keptForLater) {
                    interrupted = true;
                }
            }
            return lockedByFile(operation, start, action, mutex);
        } catch (IOException error) {
            throw FileErrors.unavailable(operation, error);
        } finally {
            delist(mutex);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Does something if the lock is free at this moment; otherwise nothing.
     *
     * @throws IOException if the lock file cannot be used
     */
    void ifFree(Runnable action) throws IOException {
        Mutex mutex = enlist();
        try {
            if (mutex.tryLock()) {
                RandomAccessFile open = openOr(mutex);
                try {
                    if (tryLock(open)) {
                        action.run();
                    }
                } finally {
                    close(open, mutex);
                }
            }
        } finally {
            delist(mutex);
        }
    }

    private <T> T lockedByFile(String operation, long start, Supplier<T> action, Mutex mutex) throws IOException {
        RandomAccessFile open = openOr(mutex);
        try {
            waitFor(operation, start, open);
            signWithPid(open);
            return action.get();
        } finally {
            close(open, mutex);
        }
    }

    private void waitFor(String operation, long start, RandomAccessFile open) throws IOException {
        boolean interrupted = false;
        try {
            long pause = SHORTEST_PAUSE;
            while (!tryLock(open)) {
                if (System.nanoTime() - start > patience.toNanos()) {
                    throw busy(operation, "process " + new String(content(open), US_ASCII).strip());
                }
                LockSupport.parkNanos(pause);
                // An interrupted thread does not park: it would spin for as long as another holds the lock.
                interrupted |= Thread.interrupted();
                pause = Math.min(2 * pause, LONGEST_PAUSE);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RandomAccessFile openOr(Mutex mutex) throws IOException {
        try {
            return new RandomAccessFile(file.toFile(), "rw");
        } catch (IOException error) {
            mutex.unlock();
            throw error;
        }
    }

    private static boolean tryLock(RandomAccessFile open) throws IOException {
        try {
            return open.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException heldByAnotherClassLoader) {
            return false;
        }
    }

    /** Closing gives the lock up. It comes after the work: if it fails, the work is done all the same. */
    private void close(RandomAccessFile open, Mutex mutex) {
        try {
            open.close();
        } catch (IOException error) {
            LOG.warn("closing the lock file {}", file, error);
        } finally {
            mutex.unlock();
        }
    }

    /** For the message of whoever waits in vain; so it must not fail the work. Not written anew when it is there already. */
    private void signWithPid(RandomAccessFile open) {
        try {
            if (!Arrays.equals(content(open), PID)) {
                open.setLength(0);
                open.write(PID);
            }
        } catch (IOException error) {
            LOG.debug("writing the process id into {}", file, error);
        }
    }

    private static byte[] content(RandomAccessFile open) throws IOException {
        byte[] content = new byte[MAX_PID];
        open.seek(0);
        return Arrays.copyOf(content, Math.max(0, open.read(content)));
    }

    private FeedException.Unavailable busy(String operation, String holder) {
        return new FeedException.Unavailable(
                operation,
                "the lock file " + file + " was held by " + holder + " for " + patience.toMillis() + " ms",
                "See what that process is doing; the lock is free as soon as it ends. Never remove the lock file.",
                null);
    }

    private Mutex enlist() {
        return MUTEXES.compute(file, (path, known) -> {
            Mutex mutex = known == null ? new Mutex() : known;
            mutex.users++;
            return mutex;
        });
    }

    private void delist(Mutex mutex) {
        MUTEXES.compute(file, (path, known) -> --mutex.users == 0 ? null : mutex);
    }

    /** A mutex and how many hold it or wait for it; the count is touched inside the map's own lock only. */
    private static final class Mutex extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        private int users;
    }
}
