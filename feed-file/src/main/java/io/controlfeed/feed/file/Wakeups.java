package io.controlfeed.feed.file;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a wait as soon as a new head or a drop is there. A hint, never a promise: whoever waits looks again after each
 * {@link #FALLBACK} anyway.
 */
final class Wakeups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);
    private static final long FALLBACK = TimeUnit.MILLISECONDS.toNanos(50);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final @Nullable WatchService watch;

    /** Watches from now on: what changes before the first wait ends that wait. */
    Wakeups(FeedLayout layout) {
        this.watch = watch(layout);
    }

    private static @Nullable WatchService watch(FeedLayout layout) {
        WatchService watch = null;
        try {
            watch = layout.root().getFileSystem().newWatchService();
            // The head is renamed in, which is a creation.
            layout.root().register(watch, ENTRY_CREATE);
            layout.drop().register(watch, ENTRY_CREATE, ENTRY_MODIFY);
            return watch;
        } catch (IOException | UnsupportedOperationException none) {
            LOG.info("no watch on {}: looking every 50 ms instead ({})", layout.root(), none.toString());
            close(watch);
            return null;
        }
    }

    /** Waits until something may have changed, but not longer than it is told, and not longer than the fallback. */
    void await(long nanos) throws InterruptedException {
        long atMost = Math.min(nanos, FALLBACK);
        if (watch == null) {
            isClosedWithin(atMost);
            return;
        }
        try {
            for (WatchKey key = watch.poll(atMost, TimeUnit.NANOSECONDS); key != null; key = watch.poll()) {
                key.pollEvents();
                key.reset();
            }
        } catch (ClosedWatchServiceException ended) {
            isClosedWithin(0);
        }
    }

    private boolean isClosedWithin(long nanos) throws InterruptedException {
        return closed.await(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
        close(watch);
    }

    private static void close(@Nullable WatchService watch) {
        if (watch != null) {
            try {
                watch.close();
            } catch (IOException error) {
                LOG.debug("closing a watch", error);
            }
        }
    }
}
