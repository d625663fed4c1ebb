package io.controlfeed.publisher.pump;

import io.controlfeed.feed.ControlEvent;
import java.time.Instant;
import java.util.List;

/**
 * Hears in this process of events that the feed holds now. Before that is recorded in the outbox, on a thread of the pump: be quick. Around a crash
 * it may hear of an event twice, or never: what has to be exact reads the outbox.
 */
@FunctionalInterface
public interface PublishedListener {
    /**
     * The feed holds these, as they are here.
     *
     * @param begun when their append was begun
     */
    void published(List<ControlEvent> events, Instant begun);
}
