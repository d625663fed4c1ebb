package io.controlfeed.artifacts;

import io.controlfeed.feed.ArtifactRef;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an artifact lies below a store's root, in a directory and on a web server alike: {@code sha256/ab/abcd…}. */
public final class StorePath {
    /** The folder that everything lies in; it names the digest's algorithm as a digest does. */
    public static final String ROOT = "sha256";

    private static final int SHARD_DIGITS = 2;
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private StorePath() {}

    public static String of(ArtifactRef ref) {
        return shard(ref) + "/" + hex(ref);
    }

    /** The folder that it lies in: few enough of them to be listed, and enough that none is long. */
    public static String shard(ArtifactRef ref) {
        return ROOT + "/" + hex(ref).substring(0, SHARD_DIGITS);
    }

    private static String hex(ArtifactRef ref) {
        return ref.digest().substring(ROOT.length() + 1);
    }

    /** The digest by which a file would be asked for; none if it is no artifact's name, or in the wrong folder. */
    public static Optional<ArtifactRef> parse(String shard, String name) {
        return NAME.matcher(name).matches() && name.startsWith(shard) && shard.length() == SHARD_DIGITS
                ? Optional.of(ArtifactRef.of(ROOT + ":" + name))
                : Optional.empty();
    }
}
