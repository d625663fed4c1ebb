package io.controlfeed.feed.tck;

import io.controlfeed.feed.Acker;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.LagAware;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.List;

/** A source of a {@link MemoryFeed}. */
final class MemorySource implements Source, Acker, EpochAware, LagAware {
    private final MemoryFeed feed;
    private final String epoch;
    private volatile long lag;
    private volatile boolean closed;

    MemorySource(MemoryFeed feed, String epoch) {
        this.feed = feed;
        this.epoch = epoch;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public List<ControlEvent> poll(long since, Duration wait) throws InterruptedException {
        Source.check(since, wait);
        List<ControlEvent> events = feed.poll(epoch, since, wait, () -> closed);
        lag = events.isEmpty() ? 0 : feed.behind(FeedContract.lastVersion(events));
        return events;
    }

    @Override
    public long lag() {
        return lag;
    }

    @Override
    public void ack(String eventId) {
        if (closed) {
            throw new IllegalStateException("the source is closed: memory");
        }
        feed.ack(eventId);
    }

    @Override
    public void close() {
        closed = true;
        feed.wakeAll();
    }
}
