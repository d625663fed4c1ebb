package io.controlfeed.applier.fingerprint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * One row as bytes, and their SHA-256: the table's name, then of each column that is not null its name, its type and its value. No two
 * different rows have the same bytes: whatever has no fixed length has its length before it.
 */
final class RowDigest {
    private static final int USUAL = 1 << 10;
    /** The memory of a row longer than this is not kept for the next. */
    private static final int KEPT = 1 << 20;

    private final MessageDigest sha256 = sha256();
    private final byte[] table;
    private ByteBuffer bytes = ByteBuffer.allocate(USUAL);

    /** @param table its name, as {@link #name} has it */
    RowDigest(byte[] table) {
        this.table = table;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A name with its length. */
    static byte[] name(String name) {
        byte[] text = name.getBytes(UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + text.length)
                .putInt(text.length)
                .put(text)
                .array();
    }

    /** Forgets the row before. */
    void start() {
        if (bytes.capacity() > KEPT) {
            bytes = ByteBuffer.allocate(USUAL);
        }
        bytes.clear();
        room(table.length).put(table);
    }

    void integer(byte[] column, long value) {
        column(column, 'i', Long.BYTES).putLong(value);
    }

    void real(byte[] column, double value) {
        // SQLite drops the sign of a zero when it stores one, and has it before.
        column(column, 'r', Double.BYTES).putDouble(value + 0.0);
    }

    void text(byte[] column, byte[] utf8) {
        column(column, 't', Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
    }

    void blob(byte[] column, byte[] value) {
        column(column, 'b', Integer.BYTES + value.length).putInt(value.length).put(value);
    }

    boolean isSameRowAs(RowDigest other) {
        return Arrays.equals(bytes.array(), 0, bytes.position(), other.bytes.array(), 0, other.bytes.position());
    }

    byte[] digest() {
        sha256.update(bytes.array(), 0, bytes.position());
        return sha256.digest();
    }

    private ByteBuffer column(byte[] name, char type, int length) {
        return room(name.length + 1 + length).put(name).put((byte) type);
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            int needed = Math.addExact(bytes.position(), more);
            int capacity = Math.max(needed, (int) Math.min(2L * bytes.capacity(), Integer.MAX_VALUE - 8));
            bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
        }
        return bytes;
    }
}
