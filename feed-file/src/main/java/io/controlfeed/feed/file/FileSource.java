package io.controlfeed.feed.file;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a directory's events, and takes in what lies in its drop folder, at most one batch in each look. */
final class FileSource implements Source, EpochAware {
    private static final Logger LOG = LoggerFactory.getLogger(FileSource.class);
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final OpenFeed feed;
    private final FeedReader reader;
    private final DropFolder drops;
    private final Wakeups wakeups;
    private volatile boolean closed;

    FileSource(OpenFeed feed, FeedWriter writer, Duration settle) {
        this.feed = feed;
        this.reader = new FeedReader(feed);
        this.drops = new DropFolder(feed, writer, settle);
        this.wakeups = new Wakeups(feed.layout());
    }

    static FileSource open(FileFeedSettings settings) {
        return open(settings, SETTLE);
    }

    /** @param settle how long a drop that is no event must be left alone before it is refused */
    static FileSource open(FileFeedSettings settings, Duration settle) {
        OpenFeed feed = new FeedOpening(settings).open();
        FeedWriter writer = new FeedWriter(feed);
        try {
            writer.finishLeftovers("opening of " + feed.name());
        } catch (FeedException.Unavailable mayOnlyRead) {
            LOG.info("{}: an append that was cut short is left to others to finish", feed.name(), mayOnlyRead);
        }
        return new FileSource(feed, writer, settle);
    }

    @Override
    public String name() {
        return feed.name();
    }

    @Override
    public String epoch() {
        return feed.epoch();
    }

    @Override
    public List<ControlEvent> poll(long since, Duration wait) throws InterruptedException {
        Source.check(since, wait);
        requireOpen();
        long start = System.nanoTime();
        long patience = TimeUnit.NANOSECONDS.convert(wait);
        while (true) {
            drops.look();
            List<ControlEvent> events = reader.read(since);
            requireOpen();
            if (!events.isEmpty()) {
                return events;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted in a poll of " + name());
            }
            long remaining = patience - (System.nanoTime() - start);
            if (remaining <= 0) {
                return List.of();
            }
            wakeups.await(remaining);
            requireOpen();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the source is closed: " + name());
        }
    }

    @Override
    public void close() {
        closed = true;
        wakeups.close();
    }
}
