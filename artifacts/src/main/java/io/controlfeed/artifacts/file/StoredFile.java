package io.controlfeed.artifacts.file;

import io.controlfeed.artifacts.Artifact;
import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.feed.ArtifactRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file that may be an artifact.
 *
 * @param operation what it is read for, for messages
 * @param path where it lies, for messages
 * @param ref what it should be
 */
record StoredFile(String operation, Path path, ArtifactRef ref) {
    /** Up to so many bytes are read once and kept in memory; more are read through a buffer of this size. */
    private static final int SMALL = 1 << 20;

    private static final int BUFFER = 1 << 17;

    /** Reads the whole of it, and holds it if it is right. The artifact closes the channel; so does a failure. */
    Artifact verified(FileChannel channel) throws IOException {
        boolean held = false;
        try {
            long size = channel.size();
            Artifact artifact = size <= SMALL ? inMemory(channel, (int) size) : onDisk(channel, size);
            requireSize(size);
            held = artifact instanceof LargeArtifact;
            return artifact;
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    private Artifact inMemory(FileChannel channel, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
        byte[] content = Arrays.copyOf(bytes.array(), bytes.position());
        String actual = Sha256.of(content);
        if (!actual.equals(ref.digest())) {
            throw corrupt(actual);
        }
        return new SmallArtifact(operation, withSize(size), content);
    }

    private Artifact onDisk(FileChannel channel, long size) throws IOException {
        LargeArtifact artifact = new LargeArtifact(this, withSize(size), channel, size);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = artifact.stream()) {
            while (in.read(buffer, 0, buffer.length) >= 0) {}
        }
        return artifact;
    }

    private ArtifactRef withSize(long size) {
        return new ArtifactRef(ref.digest(), size, ref.mediaType(), ref.location());
    }

    /** The digest decides what the right bytes are: so here the reference is wrong, not the file. */
    private void requireSize(long size) {
        if (ref.size() != null && ref.size() != size) {
            throw new ArtifactException.Rejected(
                    operation,
                    "the reference says that it has " + ref.size() + " bytes, and the bytes of this digest are " + size,
                    "Mend the producer of the reference: it gives a digest and a size of two different things.");
        }
    }

    ArtifactException.Corrupt corrupt(String actual) {
        return corrupt(actual, "the bytes in " + path + " are not the ones of this digest but those of " + actual);
    }

    ArtifactException.Corrupt notRegular() {
        return corrupt(null, path + " is not a regular file");
    }

    private ArtifactException.Corrupt corrupt(@Nullable String actual, String reason) {
        return new ArtifactException.Corrupt(
                operation,
                ref.digest(),
                actual,
                reason,
                "Put the right bytes again, which replaces it, or restore it from a copy; and look after the disk.");
    }

    static void requireRoom(String operation, long size, int atMost) {
        if (size > atMost) {
            throw new ArtifactException.Rejected(
                    operation,
                    "it has " + size + " bytes, and the reader takes " + atMost + " at most",
                    "Publish smaller artifacts of this kind, or raise the reader's limit.");
        }
    }
}
