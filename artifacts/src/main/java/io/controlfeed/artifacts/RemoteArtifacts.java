package io.controlfeed.artifacts;

import io.controlfeed.feed.ArtifactRef;

/**
 * Where artifacts are fetched from, such as a web server. It only brings bytes: they are verified, bounded and kept by the store
 * that fetches. Any number of threads may fetch at once.
 */
public interface RemoteArtifacts extends AutoCloseable {
    /** What it is and where, for messages: {@code https://artifacts.example.com}. */
    String name();

    /**
     * Brings all bytes of an artifact. Tries again by itself, within a bound, where that may help, and goes on from
     * {@link Incoming#position()} then.
     *
     * @throws ArtifactException.NotFound if the remote answers, and does not hold it
     * @throws ArtifactException.Unavailable if it cannot be had for now
     * @throws ArtifactException what {@code incoming} throws goes through as it is
     */
    void fetch(ArtifactRef ref, Incoming incoming) throws InterruptedException;

    /**
     * As {@link ArtifactStore#exists}.
     *
     * @throws ArtifactException.Unavailable if the remote cannot be asked for now
     */
    boolean exists(ArtifactRef ref) throws InterruptedException;

    /** Ends fetches that are under way with {@link IllegalStateException}. */
    @Override
    void close();
}
