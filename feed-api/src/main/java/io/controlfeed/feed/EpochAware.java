package io.controlfeed.feed;

/**
 * A source's or a sink's ability to name the incarnation of its feed. A feed that was recreated or restored has another epoch,
 * and a cursor belongs to the epoch in which it was written.
 */
public interface EpochAware {
    /** The epoch of the feed that this handle was opened on; never changes during the handle's life. */
    String epoch();

    /**
     * Refuses a cursor of another epoch.
     *
     * @throws FeedException.EpochChanged if the feed is not the one that the cursor was written for
     */
    default void requireEpoch(String cursorEpoch) {
        if (!epoch().equals(cursorEpoch)) {
            throw new FeedException.EpochChanged("use of a cursor", cursorEpoch, epoch());
        }
    }
}
