package io.controlfeed.artifacts;

import io.controlfeed.feed.ArtifactRef;
import java.io.InputStream;

/**
 * The verified bytes of one artifact, held until closed: it stays readable when the store removes or replaces it meanwhile. A small
 * one is in memory, a large one is an open file.
 */
public interface Artifact extends AutoCloseable {
    /** What was asked for, with the size. */
    ArtifactRef ref();

    /** The number of bytes. */
    long size();

    /**
     * All bytes.
     *
     * @param atMost how many the caller has room for
     * @throws ArtifactException.Rejected if there are more
     * @throws ArtifactException.Corrupt if the file has been damaged since it was verified
     */
    byte[] bytes(int atMost) throws InterruptedException;

    /**
     * The bytes from the beginning; any number of times, and not buffered. What is read from a file is checked once more on the way: when the file
     * has been damaged since it was verified, the read that would reach the end throws {@link ArtifactException.Corrupt} instead.
     * An interrupt of the reading thread closes the file.
     */
    InputStream stream();

    @Override
    void close();
}
