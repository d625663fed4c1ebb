package io.controlfeed.artifacts;

import java.time.Duration;
import java.util.Set;

/** A store whose garbage can be collected: what nobody can reach any more. */
public interface CollectableStore extends ArtifactStore {
    /**
     * Removes artifacts that are not in the list and were last put longer ago than the grace period; also what puts that were
     * killed have left behind. A put at the same time is safe: it makes its artifact young again. Whoever is reading an artifact
     * reads on. The grace period must be longer than what lies between a put and the moment from which the list knows of it.
     *
     * @param reachable the digests to keep, each {@code sha256:} and 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if one of them is no digest, or the grace period is negative; nothing is removed then
     * @throws ArtifactException.Unavailable if the store cannot be read or written; what was removed before stays removed
     */
    Collected collect(Set<String> reachable, Duration grace) throws InterruptedException;

    /**
     * What a collection has done.
     *
     * @param kept artifacts that are reachable, or younger than the grace period
     * @param removed artifacts that are gone
     * @param freedBytes of the artifacts that are gone
     */
    record Collected(long kept, long removed, long freedBytes) {}
}
