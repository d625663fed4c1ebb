package io.controlfeed.applier.fingerprint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Sums of 256 bits, which wrap around: so rows can be added and taken away in any order. */
final class DigestSum {
    static final int BYTES = 32;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private DigestSum() {}

    static void add(byte[] sum, byte[] digest) {
        long carry = 0;
        for (int at = BYTES - Long.BYTES; at >= 0; at -= Long.BYTES) {
            long term = (long) LONGS.get(digest, at);
            long before = (long) LONGS.get(sum, at) + carry;
            long after = before + term;
            LONGS.set(sum, at, after);
            // Either addition may wrap, never both: a sum that wrapped to 0 by the carry cannot wrap again.
            carry = (carry == 1 && before == 0) || Long.compareUnsigned(after, term) < 0 ? 1 : 0;
        }
    }

    static void subtract(byte[] sum, byte[] digest) {
        long borrow = 0;
        for (int at = BYTES - Long.BYTES; at >= 0; at -= Long.BYTES) {
            long term = (long) LONGS.get(digest, at);
            long before = (long) LONGS.get(sum, at);
            LONGS.set(sum, at, before - term - borrow);
            borrow = Long.compareUnsigned(before, term) < 0 || (borrow == 1 && before == term) ? 1 : 0;
        }
    }
}
