package io.controlfeed.kafka.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The child JVM of one node, as its parent sees it. */
final class NodeProcess {
    private static final long PATIENCE_SECONDS = 120;

    private final Path directory;
    private final Process process;
    /** Whether it has said that it is ready; false if it ended before. */
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private NodeProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
        Thread reader = new Thread(this::readUntilReady, "dev-kafka: " + directory.getFileName());
        reader.setDaemon(true);
        reader.start();
    }

    static Path propertiesFile(Path directory) {
        return directory.resolve("server.properties");
    }

    /** Starts the JVM, and does not wait for the node to be ready. */
    static NodeProcess begin(String clusterId, Path directory, Properties properties) {
        try {
            Files.createDirectories(directory);
            try (Writer file = Files.newBufferedWriter(propertiesFile(directory))) {
                properties.store(file, "Written anew at each start.");
            }
            Path arguments = Files.writeString(directory.resolve("java.args"), javaArguments());
            return new NodeProcess(
                    directory,
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "@" + arguments,
                                    NodeMain.class.getName(),
                                    clusterId,
                                    directory.toString())
                            .redirectError(ProcessBuilder.Redirect.appendTo(
                                    ServerLog.of(directory).file().toFile()))
                            .start());
        } catch (IOException failed) {
            throw new UncheckedIOException("the node in " + directory + " cannot be started", failed);
        }
    }

    /** In a file, because a class path may be longer than a command line. */
    private static String javaArguments() {
        String quoted = classPath().replace("\\", "\\\\").replace("\"", "\\\"");
        return String.join(
                "\n",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-cp",
                "\"" + quoted + "\"",
                "");
    }

    /** That of this JVM; and where a class loader of its own was made for this module, what that one has. */
    private static String classPath() {
        List<String> entries = new ArrayList<>();
        if (NodeMain.class.getClassLoader() instanceof URLClassLoader own) {
            for (URL url : own.getURLs()) {
                entries.add(file(url));
            }
        }
        entries.add(System.getProperty("java.class.path"));
        return String.join(File.pathSeparator, entries);
    }

    private static String file(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException | RuntimeException noFile) {
            throw new IllegalStateException("a node cannot take " + url + " on its class path", noFile);
        }
    }

    private void readUntilReady() {
        try (BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            ready.complete(said.lines().anyMatch(NodeMain.READY::equals));
        } catch (IOException | UncheckedIOException killed) {
            ready.complete(false);
        }
    }

    /** Returns when clients can use the node; fails if it ends before, and ends it if it takes too long. */
    void awaitReady() throws PortTaken {
        boolean isReady = ready.completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        if (isReady) {
            return;
        }
        kill();
        ServerLog log = ServerLog.of(directory);
        if (process.exitValue() == NodeMain.PORT_TAKEN) {
            throw new PortTaken("see " + ServerLog.of(directory).file());
        }
        throw new DevKafkaException(
                "the node in " + directory + " does not start; its log ends with\n" + log.lastLines(),
                "the whole log is " + log.file());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }
}
