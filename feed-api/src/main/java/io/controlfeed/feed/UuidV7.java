package io.controlfeed.feed;

import java.security.SecureRandom;
import java.util.UUID;

/** UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits. */
final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidV7() {}

    static UUID next() {
        long versionAndRandom = 0x7000L | (RANDOM.nextInt() & 0x0fffL);
        long mostSignificant = (System.currentTimeMillis() << 16) | versionAndRandom;
        long leastSignificant = 0x8000_0000_0000_0000L | (RANDOM.nextLong() >>> 2);
        return new UUID(mostSignificant, leastSignificant);
    }
}
