package io.controlfeed.applier.snapshot;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import io.controlfeed.feed.tck.MemoryFeed;
import java.util.Map;

/** A feed with events in it, and its sources as a node opens them. */
final class FedFeed {
    final MemoryFeed memory = new MemoryFeed();
    private final FeedRegistry registry = FeedRegistry.of(memory);

    FedFeed(int events) {
        try (Sink sink = registry.openSink("memory", Map.of())) {
            for (int i = 0; i < events; i++) {
                sink.append(ControlEvent.builder("e" + i, "t.updated", "t/" + i).build());
            }
        }
    }

    Source source(int lane) {
        return registry.openSource("memory", Map.of());
    }

    String epoch() {
        try (Source source = source(0)) {
            return ((EpochAware) source).epoch();
        }
    }
}
