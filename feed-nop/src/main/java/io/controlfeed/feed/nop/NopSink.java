package io.controlfeed.feed.nop;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.util.List;

/** Stores nothing and reports nothing as stored: every event fails as unavailable, so it stays pending wherever it came from. */
final class NopSink implements Sink {
    private volatile boolean closed;

    @Override
    public String name() {
        return "nop";
    }

    @Override
    public List<AppendOutcome> append(List<ControlEvent> events) {
        if (closed) {
            throw new IllegalStateException("the sink is closed: nop");
        }
        Sink.check(events);
        return events.stream().<AppendOutcome>map(NopSink::refused).toList();
    }

    private static AppendOutcome refused(ControlEvent event) {
        return new AppendOutcome.Failed(
                event,
                new FeedException.Unavailable(
                        "append of event '" + event.eventId() + "' to nop",
                        "the feed is disabled and stores nothing",
                        "Choose a feed that stores, such as --feed-sink file.",
                        null));
    }

    @Override
    public void close() {
        closed = true;
    }
}
