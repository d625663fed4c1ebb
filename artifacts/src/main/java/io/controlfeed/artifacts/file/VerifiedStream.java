package io.controlfeed.artifacts.file;

import io.controlfeed.artifacts.ArtifactException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.function.Function;

/**
 * A file's bytes from the beginning, which must be the ones that were verified: whoever reads to the end is not told that it is the
 * end unless they are.
 */
final class VerifiedStream extends InputStream {
    private final FileChannel file;
    private final long size;
    private final String expected;
    private final Function<String, ArtifactException> ifDamaged;
    private final MessageDigest digest = Sha256.start();
    private long position;
    private boolean verified;

    /** @param ifDamaged makes the exception, of the digest that the bytes really have */
    VerifiedStream(FileChannel file, long size, String expected, Function<String, ArtifactException> ifDamaged) {
        this.file = file;
        this.size = size;
        this.expected = expected;
        this.ifDamaged = ifDamaged;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        int limit = (int) Math.min(length, size - position);
        int count = limit == 0 ? -1 : file.read(ByteBuffer.wrap(target, offset, limit), position);
        if (count < 0) {
            verify();
            return -1;
        }
        digest.update(target, offset, count);
        position += count;
        if (position == size) {
            // Before the last of them is handed out: a reader that knows the size does not ask for an end.
            verify();
        }
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, size - position);
    }

    private void verify() {
        if (!verified) {
            String actual = Sha256.finish(digest);
            if (!actual.equals(expected)) {
                throw ifDamaged.apply(actual);
            }
            verified = true;
        }
    }
}
