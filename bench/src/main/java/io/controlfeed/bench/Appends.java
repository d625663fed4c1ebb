package io.controlfeed.bench;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Puts events into a feed, whichever it is. */
final class Appends {
    private Appends() {}

    /** Appends, and fails if one of them is not in the feed now. */
    static void append(Sink sink, List<ControlEvent> events) {
        sink.append(events).forEach(AppendOutcome::orThrow);
    }

    static void fill(Sink sink, int events, IntFunction<ControlEvent> event, Progress progress) {
        progress.begin("filling a feed with " + events + " events");
        for (int done = 0; done < events; done += Sink.MAX_BATCH) {
            append(
                    sink,
                    IntStream.range(done, Math.min(events, done + Sink.MAX_BATCH))
                            .mapToObj(event)
                            .toList());
            progress.at("filled", done, events);
        }
    }
}
