package io.controlfeed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a build made for the launcher, copied elsewhere. */
final class Distribution {
    private Distribution() {}

    /** Copies launcher and jars, and no sources; returns the launcher. */
    static Path copyTo(Path folder) throws IOException {
        copyJars(folder);
        return copyLauncher(folder);
    }

    static Path copyLauncher(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.copy(Launcher.root().resolve("controlfeed"), folder.resolve("controlfeed"));
    }

    private static void copyJars(Path folder) throws IOException {
        Path from = Launcher.root().resolve("cli/target/controlfeed");
        Path to = folder.resolve("cli/target/controlfeed");
        Files.createDirectories(to.resolve("lib"));
        List<Path> jars;
        try (Stream<Path> files = Files.list(from.resolve("lib"))) {
            jars = files.toList();
        }
        for (Path jar : jars) {
            Files.copy(jar, to.resolve("lib").resolve(jar.getFileName()));
        }
        Files.copy(from.resolve("stamp"), to.resolve("stamp"));
    }
}
