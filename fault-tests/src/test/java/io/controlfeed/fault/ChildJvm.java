package io.controlfeed.fault;

import io.controlfeed.kafka.dev.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A process that is killed, stopped, paused and started again. What it logs is in {@code target/processes}. */
final class ChildJvm implements AutoCloseable {
    private final List<String> command;
    private final Path log;
    private Process process;
    private @Nullable Pause pause;

    private ChildJvm(List<String> command, Path log) throws IOException {
        this.command = command;
        this.log = log;
        this.process = begin();
    }

    /** @param name of its log */
    static ChildJvm start(String name, String heap, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heap,
                "-Dlog.level=INFO",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return new ChildJvm(
                command, Files.createDirectories(Path.of("target", "processes")).resolve(name + ".log"));
    }

    private Process begin() throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Starts it again; it must not be alive. */
    void start() throws IOException {
        process = begin();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM; returns when it is gone. {@link Process#destroy} would also end its standard input. */
    void terminate() {
        process.toHandle().destroy();
        process.onExit().join();
    }

    /** SIGSTOP. */
    void pause() {
        pause = Pause.of(process.pid());
    }

    /** SIGCONT. */
    void resume() {
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

    /** In the child: the settings among its arguments. */
    static Map<String, String> settings(String[] args, int from) {
        return Arrays.stream(args)
                .skip(from)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }

    /** In the child: waits for a thread that was told to stop. */
    static void await(Thread stopping) {
        try {
            stopping.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** In the child: it ends when its standard input does. */
    static void haltWithParent() {
        Thread ears = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {}
                    } catch (IOException gone) {
                        // The parent is gone as well.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent");
        ears.setDaemon(true);
        ears.start();
    }
}
