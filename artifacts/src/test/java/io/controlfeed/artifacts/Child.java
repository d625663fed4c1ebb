package io.controlfeed.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** This JVM again, with another main class; what it says goes to a file. It ends with the test at the latest. */
public final class Child implements AutoCloseable {
    private final Process process;
    private final Path said;

    public Child(Path said, String heap, Class<?> main, String... arguments) throws IOException {
        this.said = said;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    /** Whole lines; of the last one a kill may have left a part. */
    public List<String> lines() throws IOException {
        String text = Files.readString(said);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(Patience.LIMIT.toNanos() * 5, TimeUnit.NANOSECONDS)) {
            throw new AssertionError("a child JVM does not end");
        }
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
