package io.controlfeed.bench;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import java.util.List;

/** Puts events into a feed, whichever it is. */
final class Appends {
    private Appends() {}

    /** Appends, and fails if one of them is not in the feed now. */
    static void append(Sink sink, List<ControlEvent> events) {
        sink.append(events).forEach(AppendOutcome::orThrow);
    }

    static void fill(Sink sink, int events, Progress progress) {
        progress.begin("filling a feed with " + events + " events");
        for (int done = 0; done < events; done += Sink.MAX_BATCH) {
            append(sink, Changes.events(Math.min(Sink.MAX_BATCH, events - done)));
            progress.at("filled", done, events);
        }
    }
}
