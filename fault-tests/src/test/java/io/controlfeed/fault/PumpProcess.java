package io.controlfeed.fault;

import io.controlfeed.kafka.dev.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pump in a child JVM that is killed, stopped, paused and started again. What it logs is in {@code target/pumps}. */
final class PumpProcess implements AutoCloseable {
    private final List<String> command;
    private final Path log;
    private Process process;
    private @Nullable Pause pause;

    PumpProcess(String name, ControlPlane controlPlane, Feed feed, Duration lease) throws IOException {
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlog.level=INFO",
                "-cp",
                System.getProperty("java.class.path"),
                PumpMain.class.getName(),
                controlPlane.place(),
                name,
                String.valueOf(lease.toMillis())));
        feed.settings().forEach((key, value) -> command.add(key + "=" + value));
        log = Files.createDirectories(Path.of("target", "pumps")).resolve(name + ".log");
        process = begin();
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
}
