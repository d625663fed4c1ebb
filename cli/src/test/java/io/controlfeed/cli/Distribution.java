package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The zip that the build made, unpacked elsewhere. */
final class Distribution {
    private Distribution() {}

    /** Unpacks it into a folder, with the rights that its files have in it; returns its top. */
    static Path unzipTo(Path folder) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(zip(), Map.of("enablePosixFileAttributes", "true"));
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            for (Path entry : entries.skip(1).toList()) {
                Path file = folder.resolve(zip.getPath("/").relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(file);
                } else {
                    Files.copy(entry, file);
                    Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
                }
            }
        }
        try (Stream<Path> unpacked = Files.list(folder)) {
            List<Path> only = unpacked.toList();
            assertThat(only).hasSize(1);
            return only.get(0);
        }
    }

    static Path zip() throws IOException {
        try (Stream<Path> files = Files.list(Launcher.root().resolve("cli/target"))) {
            return files.filter(file -> file.getFileName().toString().matches("controlfeed-.*\\.zip"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("mvn verify makes it"));
        }
    }

    /** The launcher of a working copy, and nothing else. */
    static Path copyLauncher(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.copy(Launcher.root().resolve("controlfeed"), folder.resolve("controlfeed"));
    }
}
