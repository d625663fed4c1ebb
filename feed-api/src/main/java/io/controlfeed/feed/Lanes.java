package io.controlfeed.feed;

import java.nio.charset.StandardCharsets;

/**
 * Which lane of a feed a subject belongs to. This will never change: a subject that changed its lane would lose its order.
 *
 * <p>It is what Kafka's clients do by default with a record whose key is the subject (MurmurHash2 of {@link SubjectKey#toString()} in
 * UTF-8), so that a program in any language that gives that key finds the same lane.
 */
public final class Lanes {
    private static final int SEED = 0x9747b28c;
    private static final int M = 0x5bd1e995;
    private static final int R = 24;

    private Lanes() {}

    /**
     * The lane of a subject.
     *
     * @param lanes how many lanes the feed has
     */
    public static int laneOf(SubjectKey subject, int lanes) {
        if (lanes < 1) {
            throw new IllegalArgumentException("a feed with " + lanes + " lanes: it has one or more");
        }
        if (lanes == 1) {
            return 0;
        }
        byte[] key = subject.toString().getBytes(StandardCharsets.UTF_8);
        return (murmur2(key) & Integer.MAX_VALUE) % lanes;
    }

    private static int murmur2(byte[] data) {
        int hash = SEED ^ data.length;
        int whole = data.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            int four =
                    (data[i] & 0xff) | ((data[i + 1] & 0xff) << 8) | ((data[i + 2] & 0xff) << 16) | (data[i + 3] << 24);
            int k = four * M;
            hash = (hash * M) ^ ((k ^ (k >>> R)) * M);
        }
        for (int i = data.length - 1; i >= whole; i--) {
            hash ^= (data[i] & 0xff) << (8 * (i - whole));
            if (i == whole) {
                hash *= M;
            }
        }
        hash = (hash ^ (hash >>> 13)) * M;
        return hash ^ (hash >>> 15);
    }
}
