package io.controlfeed.artifacts;

import java.nio.ByteBuffer;

/** The bytes of one artifact on their way in. Nobody sees them before they were verified. For one thread at a time. */
public interface Incoming {
    /** How many bytes have been written. */
    long position();

    /** Tells the length of the whole beforehand, so that one that cannot be right is refused before it is brought. */
    void announce(long length);

    /** Writes what follows; takes all that is left in the buffer. */
    void write(ByteBuffer bytes) throws InterruptedException;

    /** Throws away what was written, and begins anew. */
    void restart() throws InterruptedException;
}
