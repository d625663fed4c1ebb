package io.controlfeed.feed;

import org.jspecify.annotations.Nullable;

/**
 * A reference to immutable bytes by their SHA-256. Equal digests are equal bytes, wherever they are kept.
 *
 * @param digest {@code sha256:} and 64 lower-case hexadecimal digits
 * @param size the number of bytes; null if the producer did not say
 * @param mediaType what the bytes are, such as {@code application/json}; null if the producer did not say
 * @param location where to look first, such as a URL; only a hint: the digest decides what the right bytes are
 */
public record ArtifactRef(
        String digest,
        @Nullable Long size,
        @Nullable String mediaType,
        @Nullable String location) {

    public ArtifactRef {
        new EventRules().artifact(digest, size, mediaType, location).throwIfBroken(null);
    }

    /** A reference by digest alone. */
    public static ArtifactRef of(String digest) {
        return new ArtifactRef(digest, null, null, null);
    }
}
