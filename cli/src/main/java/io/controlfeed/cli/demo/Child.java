package io.controlfeed.cli.demo;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own. */
final class Child {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LAST_LINES = 3;

    private final String name;
    private final Process process;
    private final Path log;

    Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it has printed this by now. */
    boolean hasPrinted(String text) {
        return log().contains(text);
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Returns when it has ended; it is killed if that takes too long. */
    void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException hurried) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Why the demo cannot go on without it. */
    Failure failure() {
        List<String> lines = log().lines().toList();
        String last = String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        return new Failure(
                ExitCode.UNEXPECTED,
                "demo",
                name + " has ended with code " + process.exitValue() + ": " + last,
                "run it again with --keep DIR; " + log.getFileName() + " in that directory tells more",
                null);
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
