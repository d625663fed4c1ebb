package io.controlfeed.cli.demo;

import io.controlfeed.cli.console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory where all of it lies: a temporary one, or one that is kept. */
record Workplace(Path directory, boolean isKept) implements AutoCloseable {

    static Workplace make(@Nullable Path kept) {
        try {
            if (kept == null) {
                return new Workplace(Files.createTempDirectory("controlfeed-demo-"), false);
            }
            Path directory = Files.createDirectories(kept).toRealPath();
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent()) {
                    throw Failure.usage("demo", "--keep is " + kept + ": it must be a new or an empty directory");
                }
            }
            return new Workplace(directory, true);
        } catch (IOException unusable) {
            throw Failure.usage("demo", "the directory for its files cannot be made: " + unusable);
        }
    }

    /** The control plane's database. */
    Path controlPlane() {
        return directory.resolve("control-plane.db");
    }

    Path artifacts() {
        return directory.resolve("artifacts");
    }

    Path node(String name) {
        return directory.resolve(name + ".db");
    }

    Path log(String name) {
        return directory.resolve(name + ".log");
    }

    /** Writes the script that makes a node's tables, and says where it is. */
    Path nodeSchema() {
        try {
            return Files.writeString(directory.resolve("node-tables.sql"), Scripts.TABLES.text() + Scripts.NODE.text());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        if (isKept) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(directory + " cannot be removed; remove it by hand", failed);
        }
    }
}
