package io.controlfeed.applier.projection;

import io.controlfeed.artifacts.Artifact;
import io.controlfeed.feed.ControlEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns events and their artifacts into row changes of a node. What it does in two steps: all that needs no database is
 * {@linkplain #prepare prepared} ahead, for several events at once; only what is left happens inside the node's transaction.
 *
 * <p>The same event may be prepared and applied again, after a failure of its neighbour, after a crash or by a rewind: its effect has
 * to depend on the event, its artifact and the rows alone.
 */
public interface Projection {
    /**
     * The tables that its changes write. They are covered by the node's fingerprint, and emptied when a node is replayed from the
     * beginning.
     */
    Set<String> tables();

    /**
     * Reads and checks what an event asks for. Called before the transaction, by several threads at once, in any order.
     *
     * @param artifact verified; null if the event refers to none. It is closed when the change was applied, or given up
     * @throws UnfitEventException if this event can never be applied as it is
     */
    Change prepare(ControlEvent event, @Nullable Artifact artifact) throws InterruptedException;
}
