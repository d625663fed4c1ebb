package io.controlfeed.artifacts.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is being written, under a name that nobody asks for. Closing removes that name, and the file if it has no other. */
final class Staged implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Staged.class);

    private final String operation;
    private final Path path;
    private final FileChannel channel;
    private final MessageDigest digest = Sha256.start();
    private long position;
    private boolean released;

    Staged(String operation, Path path) throws IOException {
        this.operation = operation;
        this.path = path;
        this.channel = Disk.create(path);
    }

    Path path() {
        return path;
    }

    long position() {
        return position;
    }

    void write(ByteBuffer bytes) throws InterruptedException {
        digest.update(bytes.duplicate());
        FileErrors.tried(operation, () -> {
            while (bytes.hasRemaining()) {
                position += channel.write(bytes);
            }
            return position;
        });
    }

    void restart() throws InterruptedException {
        FileErrors.tried(operation, () -> channel.truncate(0).position(0));
        digest.reset();
        position = 0;
    }

    /** The digest of what was written; nothing is written after that. */
    String finish() {
        return Sha256.finish(digest);
    }

    void sync(Disk disk) throws IOException {
        disk.sync(channel);
    }

    /** The open file, to be read and closed by the caller. */
    FileChannel release() {
        released = true;
        return channel;
    }

    /** What cannot be removed now is swept later, and must not hide why it was to be removed. */
    @Override
    public void close() {
        try {
            if (!released) {
                channel.close();
            }
            Files.deleteIfExists(path);
        } catch (IOException error) {
            LOG.debug("removing {}, which a later sweep will do", path, error);
        }
    }
}
