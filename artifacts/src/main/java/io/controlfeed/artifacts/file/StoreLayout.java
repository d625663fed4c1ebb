package io.controlfeed.artifacts.file;

import io.controlfeed.artifacts.StorePath;
import io.controlfeed.feed.ArtifactRef;
import java.nio.file.Path;
import java.util.UUID;

/** Where everything of a store lies. */
record StoreLayout(Path root) {
    private static final String STAGED = ".part";

    Path artifacts() {
        return root.resolve(StorePath.ROOT);
    }

    Path artifact(ArtifactRef ref) {
        return root.resolve(StorePath.of(ref));
    }

    /** The directory that the artifact lies in. */
    Path shard(ArtifactRef ref) {
        return root.resolve(StorePath.shard(ref));
    }

    /** For what is being written. In the root, and so on the same file system as what is renamed from there. */
    Path staging() {
        return root.resolve("staging");
    }

    /** A name that nobody else has. */
    Path staged() {
        return staging().resolve(UUID.randomUUID() + STAGED);
    }

    static boolean isStaged(Path path) {
        return path.toString().endsWith(STAGED);
    }

    Path lock() {
        return root.resolve("lock");
    }
}
