package io.controlfeed.artifacts.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The exclusive lock of one store's directory, among threads and among processes, for moments only: so that what a collection is
 * about to remove is not made young again in between. The system frees the lock of a process that dies.
 */
record StoreLock(Path file) {
    /**
     * A record lock belongs to the whole process, and closing any descriptor of the lock file gives it up. So in one process only
     * one at a time may so much as open it, which is why this is static.
     */
    private static final ReentrantLock ONE_PER_PROCESS = new ReentrantLock();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

    <T> T held(FileErrors.Action<T> action) throws IOException, InterruptedException {
        ONE_PER_PROCESS.lockInterruptibly();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            take(channel);
            return action.run();
        } finally {
            ONE_PER_PROCESS.unlock();
        }
    }

    /** It is given up with the channel. */
    private void take(FileChannel channel) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!isTaken(channel)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new FileSystemException(
                        file.toString(),
                        null,
                        "another process has held this lock for " + PATIENCE.toSeconds() + " s, and may be stopped");
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("while waiting for the lock " + file);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByAnotherClassLoader) {
            return false;
        }
    }
}
