package io.controlfeed.feed.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The control versions of the latest event ids of a lane, in a fixed amount of memory: 24 bytes an event and a table. Ids are kept
 * as 128 bits of their SHA-256, so that nobody can choose two ids that look like one.
 */
final class RecentIds {
    private static final int EMPTY = -1;
    private static final int LOW = 1;
    private static final int VERSION = 2;
    private static final int ENTRY = 3;

    private final int capacity;
    private final MessageDigest sha256 = sha256();
    /** Three numbers for each id, side by side: the two halves of its key, and its version. */
    private final long[] ring;
    /** Where an id stands in the ring; found by linear probing from its hash. */
    private final int[] table;

    private final int mask;
    private int next;
    private int size;
    private long forgottenUpTo;

    RecentIds(int capacity) {
        this.capacity = capacity;
        ring = new long[capacity * ENTRY];
        table = new int[Integer.highestOneBit(capacity) * 4];
        mask = table.length - 1;
        clear();
    }

    int size() {
        return size;
    }

    /** The highest version of an id that had to make place for a newer one. */
    long forgottenUpTo() {
        return forgottenUpTo;
    }

    boolean isFull() {
        return size == capacity;
    }

    void clear() {
        Arrays.fill(table, EMPTY);
        next = 0;
        size = 0;
        forgottenUpTo = 0;
    }

    /** What is kept of an id. To make one takes longer than to look it up. */
    record Key(long high, long low) {}

    Key key(String id) {
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
        return new Key(hash.getLong(), hash.getLong());
    }

    OptionalLong versionOf(String id) {
        return versionOf(key(id));
    }

    OptionalLong versionOf(Key key) {
        int entry = table[find(key.high, key.low)];
        return entry == EMPTY ? OptionalLong.empty() : OptionalLong.of(ring[entry + VERSION]);
    }

    void add(String id, long version) {
        add(key(id), version);
    }

    /** Remembers an id in place of the oldest. An id that is there already keeps the version that it has. */
    void add(Key key, long version) {
        if (table[find(key.high, key.low)] != EMPTY) {
            return;
        }
        if (isFull()) {
            remove(find(ring[next], ring[next + LOW]));
            // Ids of others are learned late, so the oldest entry need not be the lowest version.
            forgottenUpTo = Math.max(forgottenUpTo, ring[next + VERSION]);
        } else {
            size++;
        }
        ring[next] = key.high;
        ring[next + LOW] = key.low;
        ring[next + VERSION] = version;
        table[find(key.high, key.low)] = next;
        next = (next + ENTRY) % ring.length;
    }

    /** The place in the table that holds the key, or the empty one where it would go. */
    private int find(long high, long low) {
        int place = (int) high & mask;
        while (table[place] != EMPTY && (ring[table[place]] != high || ring[table[place] + LOW] != low)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /** Empties a place, and moves those behind it up that would not be found across the hole. */
    private void remove(int place) {
        int hole = place;
        for (int other = (hole + 1) & mask; table[other] != EMPTY; other = (other + 1) & mask) {
            int home = (int) ring[table[other]] & mask;
            if (((other - home) & mask) >= ((other - hole) & mask)) {
                table[hole] = table[other];
                hole = other;
            }
        }
        table[hole] = EMPTY;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new AssertionError("every Java platform has SHA-256", never);
        }
    }
}
