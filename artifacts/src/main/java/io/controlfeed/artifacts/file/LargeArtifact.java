package io.controlfeed.artifacts.file;

import io.controlfeed.artifacts.Artifact;
import io.controlfeed.feed.ArtifactRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;

/** An artifact in an open file, which stays readable when its name is removed or given to another file. */
record LargeArtifact(StoredFile file, ArtifactRef ref, FileChannel channel, long size) implements Artifact {
    @Override
    public byte[] bytes(int atMost) throws InterruptedException {
        StoredFile.requireRoom(file.operation(), size, atMost);
        return FileErrors.tried(file.operation(), () -> {
            try (InputStream in = stream()) {
                return in.readNBytes((int) size);
            }
        });
    }

    @Override
    public InputStream stream() {
        return new VerifiedStream(channel, size, ref.digest(), file::corrupt);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException error) {
            throw FileErrors.unavailable("closing of " + file.path(), error);
        }
    }
}
