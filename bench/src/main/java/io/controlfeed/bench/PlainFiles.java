package io.controlfeed.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The floor of an append, by hand: files that are written beside a directory and then renamed into it. */
final class PlainFiles {
    private final Path root;
    private final Path tmp;
    private final boolean fsync;
    private int directories;
    private long files;

    PlainFiles(Path root, boolean fsync) throws IOException {
        this.root = Files.createDirectories(root);
        this.tmp = Files.createDirectories(root.resolve("tmp"));
        this.fsync = fsync;
    }

    Path newDirectory() throws IOException {
        return Files.createDirectory(root.resolve("d" + directories++));
    }

    /** Writes and syncs each, renames all of them, and syncs the directory once. */
    List<Path> store(Path directory, List<byte[]> contents) throws IOException {
        List<Path> written = new ArrayList<>(contents.size());
        for (byte[] content : contents) {
            written.add(write(content));
        }
        List<Path> stored = new ArrayList<>(contents.size());
        for (Path file : written) {
            stored.add(Files.move(file, directory.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE));
        }
        if (fsync) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
        return stored;
    }

    private Path write(byte[] content) throws IOException {
        Path file = tmp.resolve("f" + files++);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (fsync) {
                channel.force(true);
            }
        }
        return file;
    }
}
