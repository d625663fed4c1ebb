package io.controlfeed.applier.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where snapshots lie, each under a name that tells its content. */
record SnapshotDirectory(Path path) {
    /** What a digest begins with. */
    static final String DIGEST = "sha256:";

    private static final Pattern NAME = Pattern.compile("snapshot-([0-9a-f]{64})\\.db");
    /** Nobody has written to a part for so long: its process is gone. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** Makes it if it is not there, and clears away what a crash left in it. */
    static SnapshotDirectory at(Path path) throws IOException {
        Files.createDirectories(path);
        Instant old = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(path, "snapshot-*.part*")) {
            for (Path part : parts) {
                if (isOlder(part, old)) {
                    Files.deleteIfExists(part);
                }
            }
        }
        return new SnapshotDirectory(path);
    }

    /** The digest that a file's name promises; none if it is not named as a snapshot is. */
    static Optional<String> digestInName(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Optional.of(DIGEST + name.group(1)) : Optional.empty();
    }

    /** A file to write to, not there yet. */
    Path newPart() {
        return path.resolve("snapshot-" + UUID.randomUUID() + ".part");
    }

    /** Gives a part, which is durable, the name of its content. */
    Path keep(Path part, String digest) throws IOException {
        Path file = path.resolve("snapshot-" + digest.substring(DIGEST.length()) + ".db");
        Disk.rename(part, file);
        Disk.sync(path);
        return file;
    }

    private static boolean isOlder(Path part, Instant time) throws IOException {
        try {
            return Files.getLastModifiedTime(part).toInstant().isBefore(time);
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        }
    }
}
