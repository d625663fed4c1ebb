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

    private final MessageDigest sha256 = sha256();
    private final long[] high;
    private final long[] low;
    private final long[] versions;
    /** Where an id stands in the ring; found by linear probing from its hash. */
    private final int[] table;

    private final int mask;
    private int next;
    private int size;
    private long forgottenUpTo;

    RecentIds(int capacity) {
        high = new long[capacity];
        low = new long[capacity];
        versions = new long[capacity];
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
        return size == versions.length;
    }

    void clear() {
        Arrays.fill(table, EMPTY);
        next = 0;
        size = 0;
        forgottenUpTo = 0;
    }

    OptionalLong versionOf(String id) {
        ByteBuffer hash = hash(id);
        int slot = table[find(hash.getLong(0), hash.getLong(8))];
        return slot == EMPTY ? OptionalLong.empty() : OptionalLong.of(versions[slot]);
    }

    /** Remembers an id in place of the oldest. An id that is there already keeps the version that it has. */
    void add(String id, long version) {
        ByteBuffer hash = hash(id);
        if (table[find(hash.getLong(0), hash.getLong(8))] != EMPTY) {
            return;
        }
        if (isFull()) {
            remove(find(high[next], low[next]));
            // Ids of others are learned late, so the oldest entry need not be the lowest version.
            forgottenUpTo = Math.max(forgottenUpTo, versions[next]);
        } else {
            size++;
        }
        high[next] = hash.getLong(0);
        low[next] = hash.getLong(8);
        versions[next] = version;
        table[find(high[next], low[next])] = next;
        next = (next + 1) % versions.length;
    }

    /** The place in the table that holds the hash, or the empty one where it would go. */
    private int find(long wantedHigh, long wantedLow) {
        int place = (int) wantedHigh & mask;
        while (table[place] != EMPTY && (high[table[place]] != wantedHigh || low[table[place]] != wantedLow)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /** Empties a place, and moves those behind it up that would not be found across the hole. */
    private void remove(int place) {
        int hole = place;
        for (int other = (hole + 1) & mask; table[other] != EMPTY; other = (other + 1) & mask) {
            int home = (int) high[table[other]] & mask;
            if (((other - home) & mask) >= ((other - hole) & mask)) {
                table[hole] = table[other];
                hole = other;
            }
        }
        table[hole] = EMPTY;
    }

    private ByteBuffer hash(String id) {
        return ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new AssertionError("every Java platform has SHA-256", never);
        }
    }
}
