package io.controlfeed.feed.tck;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.Sink;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A sink of a {@link MemoryFeed}. */
final class MemorySink implements Sink, EventLookup, EpochAware {
    private final MemoryFeed feed;
    private final String epoch;
    private final String publisher;
    private volatile boolean closed;

    MemorySink(MemoryFeed feed, String epoch, String publisher) {
        this.feed = feed;
        this.epoch = epoch;
        this.publisher = publisher;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String epoch() {
        return epoch;
    }

    String publisher() {
        return publisher;
    }

    @Override
    public List<AppendOutcome> append(List<ControlEvent> events) {
        requireOpen();
        Sink.check(events);
        return feed.append(this, events);
    }

    @Override
    public Map<String, Long> versionsOf(Collection<String> eventIds, long after) {
        requireOpen();
        return feed.versionsOf(epoch, eventIds, after);
    }

    @Override
    public Map<String, Long> idsAfter(long after) {
        requireOpen();
        return feed.idsAfter(epoch, after);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the sink is closed: memory");
        }
    }
}
