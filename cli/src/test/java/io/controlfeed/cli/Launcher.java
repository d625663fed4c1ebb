package io.controlfeed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real {@code ./controlfeed}, or a copy of it, run as a user runs it. */
record Launcher(Path script, Path directory) {
    private static final long PATIENCE_SECONDS = 120;
    /** What goes on for a test only ends before the second compiler has paid off. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    /** The launcher of this working copy; runs in the given directory. */
    static Launcher in(Path directory) {
        return new Launcher(root().resolve("controlfeed"), directory);
    }

    static Path root() {
        return Path.of(requireNonNull(System.getProperty("controlfeed.root"), "run by mvn verify"));
    }

    /** A run that is over. */
    record Ended(int code, String out, String err) {}

    /** The command line with what it needs, for a test to change before it starts. */
    ProcessBuilder process(String... args) {
        ProcessBuilder process = shellCommand(
                Stream.concat(Stream.of(script.toString()), Arrays.stream(args)).toArray(String[]::new));
        process.environment().put("CONTROLFEED_JAVA_OPTS", SHORT_LIVED);
        return process;
    }

    /** Any other program, in the same directory and with none of our variables set. */
    ProcessBuilder shellCommand(String... command) {
        ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("CONTROLFEED_"));
        return process;
    }

    Ended run(String... args) throws IOException, InterruptedException {
        return end(process(args));
    }

    /** Runs to the end. Output goes through files, so that no pipe can fill up. */
    Ended end(ProcessBuilder process) throws IOException, InterruptedException {
        return end(start(process));
    }

    record Started(Process process, Path out, Path err) {
        /** Whether a whole line with this text was printed by now; fails if none will ever be. */
        boolean prints(String text) {
            boolean alive = process.isAlive();
            boolean printed = read(out).lines().anyMatch(line -> line.contains(text))
                    && read(out).endsWith("\n");
            if (!alive && !printed) {
                throw new AssertionError("it ended before it printed " + text + ": " + read(err));
            }
            return printed;
        }
    }

    Started start(ProcessBuilder process) throws IOException {
        Path out = Files.createTempFile("controlfeed", ".out");
        Path err = Files.createTempFile("controlfeed", ".err");
        return new Started(
                process.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
    }

    Ended end(Started started) throws IOException, InterruptedException {
        try {
            if (!started.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running; so far: " + read(started.out()) + read(started.err()));
            }
            return new Ended(started.process().exitValue(), read(started.out()), read(started.err()));
        } finally {
            started.process().destroyForcibly();
            Files.delete(started.out());
            Files.delete(started.err());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
