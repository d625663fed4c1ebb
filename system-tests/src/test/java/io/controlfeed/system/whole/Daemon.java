package io.controlfeed.system.whole;

import static java.util.Objects.requireNonNull;

import io.controlfeed.kafka.dev.Pause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command of the product that runs for ever, and is started again when it ends by itself, as an init system does. What it logs is in
 * {@code target/whole}.
 */
final class Daemon implements AutoCloseable {
    /** The product does not end with its standard input; so a shell holds it that does, and takes it along. */
    private static final String LEASH = """
            exec 3<&0
            "$@" </dev/null >/dev/null 3<&- &
            child=$!
            echo $child
            { read -r line <&3; kill -KILL $child; } 2>/dev/null &
            watcher=$!
            wait $child 2>/dev/null
            code=$?
            kill $watcher 2>/dev/null
            exit $code
            """;

    private final String name;
    private final List<String> line;
    private final Path log;
    private final List<Integer> ends = new ArrayList<>();
    private List<String> within = List.of();
    private boolean isWanted;
    private Process shell;
    private long pid;
    private @Nullable Pause pause;

    private Daemon(String name, List<String> line, Path log) {
        this.name = name;
        this.line = line;
        this.log = log;
        this.shell = begin();
    }

    static Daemon start(String scene, String name, List<String> line) throws IOException {
        Path logs = Files.createDirectories(Path.of("target", "whole"));
        return new Daemon(name, line, logs.resolve(scene + "-" + name + ".log"));
    }

    private Process begin() {
        isWanted = true;
        List<String> command = new ArrayList<>(List.of("sh", "-c", LEASH, "leash"));
        command.addAll(within);
        command.addAll(Product.command(line));
        try {
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            BufferedReader said = started.inputReader(StandardCharsets.UTF_8);
            pid = Long.parseLong(requireNonNull(said.readLine(), "a shell that started nothing"));
            Thread watch = new Thread(() -> ended(started.onExit().join()), "watch " + name);
            watch.setDaemon(true);
            watch.start();
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " cannot be started", failed);
        }
    }

    private synchronized void ended(Process which) {
        if (isWanted && which == shell) {
            ends.add(which.exitValue());
            shell = begin();
        }
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    synchronized long pid() {
        return pid;
    }

    /** How it ended when nobody had made it. */
    synchronized List<Integer> ends() {
        return List.copyOf(ends);
    }

    /** SIGKILL; returns when it is gone. It stays away until it is started. */
    void kill() {
        Process victim;
        synchronized (this) {
            isWanted = false;
            victim = shell;
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        victim.onExit().join();
    }

    synchronized void start() {
        if (!isWanted) {
            shell = begin();
        }
    }

    /** Kills it, and starts it by another program from now on, or by none. */
    void restartWithin(List<String> program) {
        kill();
        synchronized (this) {
            within = program;
            start();
        }
    }

    /** SIGSTOP. */
    synchronized void pause() {
        pause = Pause.of(pid);
    }

    /** SIGCONT. */
    synchronized void resume() {
        if (pause != null) {
            pause.close();
            pause = null;
        }
    }

    @Override
    public void close() {
        kill();
        resume();
    }
}
