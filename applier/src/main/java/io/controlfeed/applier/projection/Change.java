package io.controlfeed.applier.projection;

import java.sql.Connection;
import java.sql.SQLException;

/** What is left to do for an event when its transaction is open. */
@FunctionalInterface
public interface Change {
    /** Changes nothing. */
    Change NONE = transaction -> {};

    /**
     * Writes rows. It neither commits nor rolls back, and changes nothing but the projection's tables.
     *
     * @param transaction the node's open transaction. It is the same connection from event to event, until that is lost
     * @throws UnfitEventException if this event cannot be applied to these rows
     * @throws SQLException what the database says: a full disk or a lock holds everything until it is over, anything else parks
     *     the event
     */
    void apply(Connection transaction) throws SQLException;
}
