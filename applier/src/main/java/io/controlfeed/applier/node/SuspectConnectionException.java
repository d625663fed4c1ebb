package io.controlfeed.applier.node;

import io.controlfeed.applier.projection.UnfitEventException;

/**
 * An event failed in a way after which the driver has closed the statement that failed. Whoever keeps prepared statements would take the next
 * event's turn for a failure of that one: the connection is not used any more.
 */
final class SuspectConnectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final UnfitEventException unfit;

    SuspectConnectionException(UnfitEventException unfit) {
        super(unfit);
        this.unfit = unfit;
    }

    /** What is wrong with the event. */
    UnfitEventException unfit() {
        return unfit;
    }
}
