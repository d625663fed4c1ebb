package io.controlfeed.artifacts;

import io.controlfeed.feed.ArtifactRef;
import java.io.IOException;
import java.io.InputStream;

/**
 * A store that artifacts can be put into. When a put returns, the bytes are there for every reader, survive a crash of this process,
 * and of the machine where the store says so. Bytes that are there already are stored once; what is there under their name and is
 * damaged is replaced by them. A put that did not return has changed nothing that a reader can see, or everything: put again.
 */
public interface WritableStore extends ArtifactStore {
    /**
     * Puts bytes in.
     *
     * @return their digest and size
     * @throws ArtifactException.Unavailable if they cannot be stored for now
     */
    ArtifactRef put(byte[] bytes) throws InterruptedException;

    /**
     * Puts in what a stream gives until it ends. Reads it once, whatever its length, in constant memory, and does not close it.
     *
     * @throws IOException what the stream itself throws; then nothing was stored
     * @throws ArtifactException.Unavailable if it cannot be stored for now
     */
    ArtifactRef put(InputStream bytes) throws IOException, InterruptedException;
}
