package io.controlfeed.artifacts.file;

import io.controlfeed.artifacts.Artifact;
import io.controlfeed.feed.ArtifactRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** An artifact in memory: its bytes were verified where they are, and cannot change. */
final class SmallArtifact implements Artifact {
    private final String operation;
    private final ArtifactRef ref;
    private final byte[] content;

    SmallArtifact(String operation, ArtifactRef ref, byte[] content) {
        this.operation = operation;
        this.ref = ref;
        this.content = content;
    }

    @Override
    public ArtifactRef ref() {
        return ref;
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public byte[] bytes(int atMost) {
        StoredFile.requireRoom(operation, content.length, atMost);
        return content.clone();
    }

    @Override
    public InputStream stream() {
        return new ByteArrayInputStream(content);
    }

    @Override
    public void close() {
        // There is nothing to free.
    }
}
