package io.controlfeed.feed.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding out of an array that anybody may have written. No length is believed that the array cannot
 * hold, no text is mended that is not UTF-8, and all collections together have no more items than the array has bytes:
 * so nothing that stands in the array can take much memory or time. Avro's own decoder reserves what a length says.
 *
 * <p>One thread uses it, for one value after the other.
 */
final class BoundedDecoder extends Decoder {
    private static final int LONGEST_INT = 5;
    private static final int LONGEST_LONG = 10;
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = {};
    private int position;
    private long itemsLeft;

    BoundedDecoder over(byte[] value, int from) {
        bytes = value;
        position = from;
        itemsLeft = value.length;
        return this;
    }

    /** Refuses what stands behind the value. */
    void end() throws IOException {
        if (remaining() > 0) {
            throw new IOException(remaining() + " bytes follow behind the event");
        }
    }

    private int remaining() {
        return bytes.length - position;
    }

    private int fitting(long length) throws IOException {
        if (length < 0) {
            throw new IOException("a length is negative, " + length);
        }
        if (length > remaining()) {
            throw new EOFException("it ends in the middle: " + length + " bytes should follow, " + remaining() + " do");
        }
        return (int) length;
    }

    /** Where the bytes begin that are used up by this. */
    private int take(int length) throws IOException {
        int from = position;
        position += fitting(length);
        return from;
    }

    private int readLength() throws IOException {
        return fitting(readLong());
    }

    private long varint(int longest) throws IOException {
        if (position < bytes.length && bytes[position] >= 0) {
            long most = bytes[position++];
            return (most >>> 1) ^ -(most & 1);
        }
        long zigzag = 0;
        for (int i = 0; i < longest; i++) {
            byte b = bytes[take(1)];
            zigzag |= (b & 0x7FL) << (7 * i);
            if (b >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new IOException("a number has more than " + longest + " bytes");
    }

    private long items(long count) throws IOException {
        if (count > itemsLeft || count < 0) {
            throw new IOException("a collection has " + count + " items, more than there is room for");
        }
        itemsLeft -= count;
        return count;
    }

    /** A block whose count is negative says its length in bytes as well. */
    private long block() throws IOException {
        long count = readLong();
        if (count >= 0) {
            return items(count);
        }
        readLength();
        return items(-count);
    }

    /** Skips what can be skipped without a look; what is left is for the caller to skip item by item. */
    private long skippedBlocks() throws IOException {
        long count = readLong();
        while (count < 0) {
            take(readLength());
            count = readLong();
        }
        return items(count);
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        return bytes[take(1)] == 1;
    }

    @Override
    public int readInt() throws IOException {
        long number = varint(LONGEST_INT);
        if (number != (int) number) {
            throw new IOException("a number of 32 bits is " + number);
        }
        return (int) number;
    }

    @Override
    public long readLong() throws IOException {
        return varint(LONGEST_LONG);
    }

    @Override
    public float readFloat() throws IOException {
        return littleEndian(Float.BYTES).getFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return littleEndian(Double.BYTES).getDouble();
    }

    private ByteBuffer littleEndian(int length) throws IOException {
        return ByteBuffer.wrap(bytes, take(length), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public String readString() throws IOException {
        int length = readLength();
        int from = take(length);
        String text = new String(bytes, from, length, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            refuseWhatIsNotUtf8(ByteBuffer.wrap(bytes, from, length));
        }
        return text;
    }

    /** The mark for "was not UTF-8" may also be meant. */
    private static void refuseWhatIsNotUtf8(ByteBuffer text) throws IOException {
        try {
            UTF_8.newDecoder().decode(text);
        } catch (CharacterCodingException e) {
            throw new IOException("a text is not UTF-8", e);
        }
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public void skipString() throws IOException {
        take(readLength());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        int length = readLength();
        int from = take(length);
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, from + length));
    }

    @Override
    public void skipBytes() throws IOException {
        take(readLength());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        System.arraycopy(bytes, take(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        take(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return block();
    }

    @Override
    public long arrayNext() throws IOException {
        return block();
    }

    @Override
    public long skipArray() throws IOException {
        return skippedBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return block();
    }

    @Override
    public long mapNext() throws IOException {
        return block();
    }

    @Override
    public long skipMap() throws IOException {
        return skippedBlocks();
    }
}
