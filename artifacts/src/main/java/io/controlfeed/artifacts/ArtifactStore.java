package io.controlfeed.artifacts;

import io.controlfeed.feed.ArtifactRef;

/**
 * Where artifacts are read. What it returns is right: it was read to its end and has the digest that was asked for. Any number of
 * threads may use a store at once, and any number of processes the same place. After {@link #close} everything but {@link #name}
 * throws {@link IllegalStateException}; what was handed out before stays readable until it is closed itself.
 *
 * <p>What may wait, or takes as long as the bytes take, ends with {@link InterruptedException} when its thread is interrupted.
 * Then nothing is half done: whoever asks again gets the whole.
 */
public interface ArtifactStore extends AutoCloseable {
    /** What it is and where, for messages: {@code file:/var/artifacts}. */
    String name();

    /**
     * An artifact, verified: not one byte of it is handed out before all of them were seen to be right. The caller closes it.
     *
     * @throws ArtifactException.NotFound if the store does not hold it
     * @throws ArtifactException.Corrupt if what the store holds are other bytes
     * @throws ArtifactException.Rejected if the reference gives it another size than it has, or it is larger than is allowed here
     * @throws ArtifactException.Unavailable if it cannot be had for now
     */
    Artifact get(ArtifactRef ref) throws InterruptedException;

    /**
     * Reads the whole artifact as {@link #get} does, and hands out nothing but its reference with its size.
     *
     * @throws ArtifactException as {@link #get}
     */
    default ArtifactRef verify(ArtifactRef ref) throws InterruptedException {
        try (Artifact artifact = get(ref)) {
            return artifact.ref();
        }
    }

    /**
     * Whether there is something under this name, and of this size if the reference gives one. Costs one look, and proves nothing of
     * its bytes.
     *
     * @throws ArtifactException.Unavailable if the store cannot be asked for now
     */
    boolean exists(ArtifactRef ref) throws InterruptedException;

    /** Frees what it holds; a second time does nothing. Calls that wait end with {@link IllegalStateException}. */
    @Override
    void close();
}
