package io.controlfeed.applier;

import io.controlfeed.feed.ControlEvent;
import java.time.Instant;
import java.util.List;

/**
 * Hears in this process of events that were applied. After the commit, in the order of their effects, on the applier's thread: be quick. It is not
 * called again for what was committed just before a crash: what has to be exact reads the rows.
 */
@FunctionalInterface
public interface AppliedListener {
    /**
     * These have had their effect; parked and skipped ones are not among them.
     *
     * @param begun when their transaction was begun
     */
    void applied(List<ControlEvent> events, Instant begun);
}
