package io.controlfeed.publisher;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a feed holds, read by a source of its own. */
final class FeedContent {
    private FeedContent() {}

    static List<ControlEvent> of(FeedProvider feed) throws InterruptedException {
        List<ControlEvent> all = new ArrayList<>();
        try (Source source = FeedRegistry.of(feed).openSource(feed.name(), Map.of())) {
            List<ControlEvent> next = source.poll(0, Duration.ZERO);
            while (!next.isEmpty()) {
                all.addAll(next);
                next = source.poll(next.get(next.size() - 1).controlVersion(), Duration.ZERO);
            }
        }
        return all;
    }
}
