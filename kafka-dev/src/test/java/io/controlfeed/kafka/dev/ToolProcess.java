package io.controlfeed.kafka.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A JVM whose output goes to files, so that no pipe can fill up. */
final class ToolProcess implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private ToolProcess(List<String> javaArguments) throws IOException {
        out = Files.createTempFile("kafka-dev", ".out");
        err = Files.createTempFile("kafka-dev", ".err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(javaArguments);
        process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    static ToolProcess ofClass(Class<?> main, String... args) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        arguments.addAll(List.of(args));
        return new ToolProcess(arguments);
    }

    static ToolProcess ofJar(Path jar, String... args) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString()));
        arguments.addAll(List.of(args));
        return new ToolProcess(arguments);
    }

    /** The first line on standard output that begins so; fails if the process ends before. */
    String awaitLine(String beginning) throws Exception {
        Patience.until("a line " + beginning, () -> {
            boolean alive = process.isAlive();
            if (line(beginning).isEmpty() && !alive) {
                throw new AssertionError("it ended with " + process.exitValue() + ": " + out() + err());
            }
            return line(beginning).isPresent();
        });
        return line(beginning).orElseThrow();
    }

    private Optional<String> line(String beginning) throws IOException {
        String whole = out().substring(0, out().lastIndexOf('\n') + 1);
        return whole.lines().filter(line -> line.startsWith(beginning)).findFirst();
    }

    String out() throws IOException {
        return Files.readString(out, UTF_8);
    }

    String err() throws IOException {
        return Files.readString(err, UTF_8);
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + Patience.LIMIT);
        }
        return process.exitValue();
    }

    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(out);
        Files.delete(err);
    }
}
