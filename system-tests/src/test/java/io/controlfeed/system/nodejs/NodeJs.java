package io.controlfeed.system.nodejs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs of {@code src/test/node}, with the public packages that their lock file names. */
final class NodeJs {
    private static final Path PROGRAMS = Path.of("src/test/node");
    private static final Path INSTALLED = Path.of("target/node");
    private static final List<String> NPM = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    private static final long LIMIT_MINUTES = 5;

    private NodeJs() {}

    /** Whether the path of this machine leads to node and npm. */
    static boolean isThere() {
        return Stream.of("node", "npm").allMatch(NodeJs::isOnThePath);
    }

    private static boolean isOnThePath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Runs a program to its end, and returns the lines that it printed. */
    static List<String> run(String program, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", program));
        command.addAll(List.of(args));
        return run(command, installed()).lines().toList();
    }

    /** Fetches the packages, once for each lock file; another JVM that is at it is waited for. */
    private static synchronized Path installed() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        try (FileChannel lock =
                FileChannel.open(INSTALLED.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Given back when the file is closed.
            lock.lock();
            copyPrograms();
            Path fetched = INSTALLED.resolve("fetched");
            Path wanted = INSTALLED.resolve("package-lock.json");
            if (!Files.exists(fetched) || Files.mismatch(fetched, wanted) >= 0) {
                run(NPM, INSTALLED);
                Files.copy(wanted, fetched, StandardCopyOption.REPLACE_EXISTING);
            }
            return INSTALLED;
        }
    }

    private static void copyPrograms() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            for (Path file : files.toList()) {
                Path copy = INSTALLED.resolve(file.getFileName());
                // Another JVM may run what is there.
                if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static String run(List<String> command, Path directory) throws IOException, InterruptedException {
        Path out = Files.createTempFile("node", ".out");
        Path err = Files.createTempFile("node", ".err");
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError(command + (process.isAlive() ? " still runs" : " failed") + ": "
                        + Files.readString(err, UTF_8) + Files.readString(out, UTF_8));
            }
            return Files.readString(out, UTF_8);
        } finally {
            if (process != null) {
                process.destroyForcibly().waitFor();
            }
            Files.delete(out);
            Files.delete(err);
        }
    }
}
