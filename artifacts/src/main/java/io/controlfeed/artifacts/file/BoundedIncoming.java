package io.controlfeed.artifacts.file;

import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.artifacts.Incoming;
import io.controlfeed.feed.ArtifactRef;
import java.nio.ByteBuffer;

/**
 * Lets no more in than the artifact can have: whoever sends without end must not fill the disk.
 *
 * @param atMost however much the reference says
 */
record BoundedIncoming(String operation, ArtifactRef ref, long atMost, Staged staged) implements Incoming {
    BoundedIncoming {
        if (ref.size() != null) {
            requireAtMost(operation, ref.size(), atMost);
        }
    }

    @Override
    public long position() {
        return staged.position();
    }

    @Override
    public void announce(long length) {
        if (ref.size() != null && length != ref.size()) {
            throw wrongLength("there are " + length);
        }
        requireAtMost(operation, length, atMost);
    }

    @Override
    public void write(ByteBuffer bytes) throws InterruptedException {
        long length = position() + bytes.remaining();
        if (ref.size() != null && length > ref.size()) {
            throw wrongLength("there are more");
        }
        requireAtMost(operation, length, atMost);
        staged.write(bytes);
    }

    @Override
    public void restart() throws InterruptedException {
        staged.restart();
    }

    private ArtifactException.Corrupt wrongLength(String actual) {
        return new ArtifactException.Corrupt(
                operation,
                ref.digest(),
                null,
                "the reference says that it has " + ref.size() + " bytes, and " + actual,
                "Put the right bytes there, or mend the producer of the reference.");
    }

    private static void requireAtMost(String operation, long length, long atMost) {
        if (length > atMost) {
            throw new ArtifactException.Rejected(
                    operation,
                    "it has " + length + " bytes or more, and " + atMost + " are allowed",
                    "Publish smaller artifacts, or raise the store's limit.");
        }
    }
}
