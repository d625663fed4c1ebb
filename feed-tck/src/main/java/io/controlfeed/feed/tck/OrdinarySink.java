package io.controlfeed.feed.tck;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import java.util.List;

/** A sink without any ability beyond the ordinary, whatever the one behind it can do. */
record OrdinarySink(Sink sink) implements Sink {
    @Override
    public String name() {
        return sink.name();
    }

    @Override
    public List<AppendOutcome> append(List<ControlEvent> events) {
        return sink.append(events);
    }

    @Override
    public void close() {
        sink.close();
    }
}
