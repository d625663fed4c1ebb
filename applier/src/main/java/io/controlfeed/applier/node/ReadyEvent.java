package io.controlfeed.applier.node;

import io.controlfeed.applier.projection.Change;
import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.feed.ControlEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event with which everything was done that can be done before its transaction.
 *
 * @param unfit why it cannot be applied, if that is known already; then the change is none
 */
public record ReadyEvent(
        int lane,
        ControlEvent event,
        Change change,
        @Nullable UnfitEventException unfit) {

    public static ReadyEvent of(int lane, ControlEvent event, Change change) {
        return new ReadyEvent(lane, event, change, null);
    }

    public static ReadyEvent unfit(int lane, ControlEvent event, UnfitEventException why) {
        return new ReadyEvent(lane, event, Change.NONE, why);
    }
}
