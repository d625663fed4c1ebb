package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that goes on until it is killed, and can be started again. It does not outlive this JVM. */
final class Daemon implements AutoCloseable {
    private final String name;
    private final Path log;
    private final List<String> command;
    private final Thread atExit = new Thread(this::kill, "bench end");
    private volatile Process process;

    private Daemon(String name, Path log, List<String> command) throws IOException {
        this.name = name;
        this.log = log;
        this.command = List.copyOf(command);
        this.process = begin();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** @param dir where to write what it says */
    static Daemon start(String name, Path dir, List<String> command) throws IOException {
        return new Daemon(name, dir.resolve(name + ".log"), command);
    }

    /** Starts it, if it is not there. */
    void start() throws IOException {
        if (!process.isAlive()) {
            process = begin();
        }
    }

    private Process begin() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM; returns when it is gone. */
    void end() {
        process.destroy();
        process.onExit().join();
    }

    long pid() {
        return process.pid();
    }

    /** What it has said since it was started. */
    String said() throws IOException {
        return Files.readString(log);
    }

    /** Waits for what it has to bring about while it is there. */
    void await(String what, Waiting.Condition condition) throws IOException, InterruptedException {
        Waiting.until(name + " " + what, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        name + " ended with code " + process.exitValue() + ", and said: " + said());
            }
            return condition.isMet();
        });
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
