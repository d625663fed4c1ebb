package io.controlfeed.artifacts;

import io.controlfeed.feed.ArtifactRef;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Bytes to put, their names as anybody would compute them, and a look at what lies in a directory. */
public final class Bytes {
    private Bytes() {}

    public static byte[] random(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    public static ArtifactRef ref(byte[] bytes) throws Exception {
        return ArtifactRef.of("sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    public static ArtifactRef sized(byte[] bytes) throws Exception {
        return new ArtifactRef(ref(bytes).digest(), (long) bytes.length, null, null);
    }

    public static Path file(Path dir, ArtifactRef ref) {
        String hex = ref.digest().substring("sha256:".length());
        return dir.resolve("sha256").resolve(hex.substring(0, 2)).resolve(hex);
    }

    /** All regular files below a directory, but for the lock. */
    public static List<Path> files(Path dir) throws Exception {
        if (!Files.exists(dir)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(dir)) {
            return all.filter(path -> Files.isRegularFile(path) && !path.endsWith("lock"))
                    .sorted()
                    .toList();
        }
    }

    /** What a store returns: all of it by its stream. */
    public static byte[] read(ArtifactStore store, ArtifactRef ref) throws Exception {
        try (Artifact artifact = store.get(ref);
                InputStream in = artifact.stream()) {
            return in.readAllBytes();
        }
    }
}
