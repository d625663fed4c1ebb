package io.controlfeed.feed.file;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.LagAware;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a directory's events, and takes in what lies in its drop folder, at most one batch in each look. */
final class FileSource implements Source, EpochAware, LagAware {
    private static final Logger LOG = LoggerFactory.getLogger(FileSource.class);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final long LONGEST_WITHOUT_DROPS = TimeUnit.MILLISECONDS.toNanos(250);

    private final OpenFeed feed;
    private final FeedReader reader;
    private final DropFolder drops;
    private final Wakeups wakeups;
    private long lookedForDrops = System.nanoTime();
    private volatile long lag;
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
        OpenFeed feed = new FeedOpening(settings).forReading();
        FeedWriter writer = new FeedWriter(feed);
        try {
            writer.settle("opening of " + feed.name());
        } catch (FeedException.Unavailable | FeedException.Corrupt leftToWriters) {
            // What the head counts can be read all the same.
            LOG.info("{}: what an append left unfinished stays so for now", feed.name(), leftToWriters);
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
            List<ControlEvent> events = read(since);
            requireOpen();
            if (!events.isEmpty()) {
                return events;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted in a poll of " + feed.name());
            }
            long remaining = patience - (System.nanoTime() - start);
            if (remaining <= 0) {
                return List.of();
            }
            wakeups.await(remaining);
            requireOpen();
        }
    }

    /** What is there comes first; drops are taken in when there is nothing else to do, or nobody has had that for a while. */
    private List<ControlEvent> read(long since) {
        List<ControlEvent> events = look(since);
        long now = System.nanoTime();
        if (events.isEmpty() || now - lookedForDrops >= LONGEST_WITHOUT_DROPS) {
            lookedForDrops = now;
            boolean adopted = drops.look();
            return adopted && events.isEmpty() ? look(since) : events;
        }
        return events;
    }

    private List<ControlEvent> look(long since) {
        FeedReader.Found found = reader.read(since);
        lag = found.lag();
        return found.events();
    }

    @Override
    public long lag() {
        return lag;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the source is closed: " + feed.name());
        }
    }

    @Override
    public void close() {
        closed = true;
        wakeups.close();
    }
}
