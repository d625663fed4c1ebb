package io.controlfeed.applier.node;

import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.feed.ControlEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of events whose transaction has committed.
 *
 * @param applied those that had their effect now
 * @param settled how many, from the first, the node is done with: applied, skipped or parked
 * @param skipped those that had their effect before
 * @param failed those that failed and were parked
 * @param behind those that were parked behind another one
 * @param halted the event at which the node halts, if it does
 */
public record BatchResult(
        List<ControlEvent> applied,
        int settled,
        int skipped,
        int failed,
        int behind,
        @Nullable Halt halted) {

    /** An event that cannot be applied, where a node was told to halt then. */
    public record Halt(int lane, ControlEvent event, UnfitEventException why) {}
}
