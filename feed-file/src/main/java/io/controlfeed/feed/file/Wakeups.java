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

    private final FeedLayout layout;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean watches;
    private @Nullable WatchService watch;

    /** A watch costs a thread: it is made for the first wait, which ends at once, so that nothing before it goes unseen. */
    Wakeups(FeedLayout layout) {
        this.layout = layout;
    }

    /** Whether the watch is there only now. */
    private synchronized boolean begin() {
        boolean isNew = !watches && closed.getCount() > 0;
        if (isNew) {
            watches = true;
            watch = watch(layout);
        }
        return isNew;
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
        if (begin()) {
            return;
        }
        long atMost = Math.min(nanos, FALLBACK);
        WatchService watched = watch;
        if (watched == null) {
            isClosedWithin(atMost);
            return;
        }
        try {
            for (WatchKey key = watched.poll(atMost, TimeUnit.NANOSECONDS); key != null; key = watched.poll()) {
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
    public synchronized void close() {
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
