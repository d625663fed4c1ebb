package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A directory of its own for one run, deleted with all that is in it. */
final class Workspace implements AutoCloseable {
    private final Path dir;
    private final Progress progress;

    /** @param parent where to make it */
    Workspace(Path parent, Progress progress) throws IOException {
        this.dir = Files.createTempDirectory(Files.createDirectories(parent), "controlfeed-bench-");
        this.progress = progress;
        progress.begin("working in " + dir + ", deleted at the end");
    }

    Path dir() {
        return dir;
    }

    @Override
    public void close() throws IOException {
        progress.begin("deleting " + dir);
        Files.walkFileTree(dir, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error) throws IOException {
                if (error != null) {
                    throw error;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
