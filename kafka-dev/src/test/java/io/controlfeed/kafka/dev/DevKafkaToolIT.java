package io.controlfeed.kafka.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool as it is packaged: from its jars alone. */
final class DevKafkaToolIT {
    private static final String READY = "bootstrap servers: ";
    private static final int SIGTERM = 128 + 15;

    private final Path libraries = Path.of(System.getProperty("kafka-dev.libraries", "run by mvn verify"));

    @TempDir
    Path folder = Path.of("");

    @Test
    void oneNode_runsUntilSigterm_andKeepsItsDirectory() throws Exception {
        try (ToolProcess tool = tool("--dir", folder.toString(), "--port", "0")) {
            Client client = client(tool.awaitLine(READY));
            client.createTopic("t", 1);
            client.send("t", "a");
            assertThat(tool.out()).hasLineCount(1);
            assertThat(tool.err()).contains("--feed-sink kafka --kafka-bootstrap-servers 127.0.0.1:");

            tool.terminate();
            assertThat(tool.awaitEnd()).isEqualTo(SIGTERM);
            assertThat(folder.resolve("node-1/data/.kafka_cleanshutdown")).exists();
        }
        try (ToolProcess tool = tool("--dir", folder.toString(), "--port", "0")) {
            assertThat(client(tool.awaitLine(READY)).read("t", 1)).containsExactly("a");
        }
    }

    @Test
    void threeNodes_leaveNothingBehindAfterSigterm() throws Exception {
        try (ToolProcess tool = tool("--port", "0", "--nodes", "3")) {
            String ready = tool.awaitLine(READY);
            assertThat(ready.split(",")).hasSize(3);
            client(ready).createTopic("t", 3);
            List<ProcessHandle> nodes = tool.children();
            assertThat(nodes).hasSize(3);
            Path temporary = Path.of(tool.err().replaceFirst("(?s).*data is in ([^,]*),.*", "$1"));
            assertThat(temporary).isDirectory();

            tool.terminate();
            assertThat(tool.awaitEnd()).isEqualTo(SIGTERM);
            assertThat(nodes).noneMatch(ProcessHandle::isAlive);
            assertThat(temporary).doesNotExist();
        }
    }

    @Test
    void aClassLoaderOfItsOwn_isEnough() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (URLClassLoader own = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader())) {
            ToolProvider tool = ServiceLoader.load(ToolProvider.class, own).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(found -> found.name().equals("dev-kafka"))
                    .findFirst()
                    .orElseThrow();
            FutureTask<Integer> run = new FutureTask<>(() -> tool.run(
                    new PrintWriter(out), new PrintWriter(err), "--port", "0", "--nodes", "2", "--dir", "" + folder));
            Thread thread = new Thread(run, "tool");
            thread.start();
            Patience.until("it is ready", () -> out.toString().startsWith(READY) || run.isDone());
            assertThat(out.toString()).as(err.toString()).startsWith(READY);

            thread.interrupt();
            assertThat(run.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(0);
        }
    }

    private URL[] jars() throws Exception {
        try (Stream<Path> files = Files.list(libraries)) {
            List<URL> urls = new ArrayList<>();
            for (Path jar : files.toList()) {
                urls.add(jar.toUri().toURL());
            }
            return urls.toArray(new URL[0]);
        }
    }

    private ToolProcess tool(String... args) throws Exception {
        return ToolProcess.ofJar(libraries.resolve("kafka-dev.jar"), args);
    }

    private static Client client(String ready) {
        return new Client(Map.of("bootstrap.servers", ready.substring(READY.length())));
    }
}
