package io.controlfeed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Launcher.Ended;
import io.controlfeed.cli.Launcher.Started;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docker-compose.yml says works: the commands of its services with their environments, as processes of this machine. Only names
 * of hosts, ports and mounted paths are others.
 */
class ComposeIT {
    private static final String READY = "bootstrap servers: ";
    private static final String PASSWORD = "of the test";
    private static final List<String> NODES = List.of("node-1", "node-2", "node-3");
    private static final String ROWS = """
            {"changes":[{"table":"hostname","op":"upsert","pk":["name"],"rows":[{"name":"www.example.com","tenant":"acme"}]}]}""";

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void anEventOfTheControlPlane_isOnAllNodes() throws Exception {
        ComposeFile file = ComposeFile.read(Launcher.root().resolve("docker-compose.yml"));
        assertThat(file.services()).containsOnlyKeys("feed", "control-plane", "node-1", "node-2", "node-3");
        Started kafka = launcher().start(launcher().process("dev-kafka", "--dir=kafka", "--nodes=3", "--port=0"));
        List<Started> running = new ArrayList<>(List.of(kafka));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            createDatabase(postgres);
            Patience.until("three brokers run", () -> kafka.prints(READY));
            ComposeServices services = services(file, kafka, postgres);

            Ended created = launcher().end(services.process("feed"));
            assertThat(created.code()).as(created.err()).isZero();
            assertThat(created.out()).contains("3 copies of which 2 must be in sync");
            Ended again = launcher().end(services.process("feed"));
            assertThat(again.code()).as("a second start").isZero();

            running.add(0, launcher().start(services.process("control-plane")));
            for (String node : NODES) {
                running.add(0, launcher().start(services.process(node)));
            }
            Patience.until(
                    "the control plane is healthy",
                    () -> health(services, "control-plane").code() == 0);
            Path rows = Files.writeString(directory.resolve("rows.json"), ROWS);
            Ended emitted = launcher()
                    .end(services.exec(
                            "control-plane", "controlfeed", "emit", "--rows=" + rows, "--type=t", "--subject=s"));
            assertThat(emitted.code()).as(emitted.err()).isZero();

            for (String node : NODES) {
                Patience.until(
                        "the event is on " + node,
                        () -> get(services.url(node, "/status"))
                                .contains("\"tables\":[{\"table\":\"hostname\",\"rows\":1,"));
                Ended check = health(services, node);
                assertThat(check.code()).as(check.out()).isZero();
            }
            DocumentedMetrics.requireAll(
                    get(services.url("control-plane", "/metrics")) + get(services.url("node-1", "/metrics")));
        } finally {
            running.forEach(process -> process.process().destroy());
            for (Started process : running) {
                assertThat(launcher().end(process).code())
                        .as("ended by SIGTERM")
                        .isEqualTo(128 + 15);
            }
        }
    }

    /** As the image's health check does. */
    private Ended health(ComposeServices services, String name) throws Exception {
        return launcher().end(services.exec(name, "controlfeed-health"));
    }

    /** Nothing while nobody listens there. */
    private static String get(URI url) throws IOException {
        try (InputStream body = url.toURL().openStream()) {
            return new String(body.readAllBytes(), UTF_8);
        } catch (ConnectException notYet) {
            return "";
        }
    }

    private Launcher launcher() {
        return Launcher.in(directory);
    }

    private static void createDatabase(EmbeddedPostgres postgres) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE control LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE control OWNER control");
        }
    }

    private ComposeServices services(ComposeFile file, Started kafka, EmbeddedPostgres postgres) throws Exception {
        Path secret = Files.writeString(directory.resolve("outbox-password"), PASSWORD + "\n", UTF_8);
        String printed = Files.readString(kafka.out());
        String[] brokers = printed.substring(printed.indexOf(READY) + READY.length())
                .strip()
                .split(",", -1);
        Map<String, String> places = new TreeMap<>();
        for (int i = 0; i < brokers.length; i++) {
            places.put("kafka-" + (i + 1) + ":9092", brokers[i]);
        }
        places.put("0.0.0.0", "127.0.0.1");
        places.put("//postgres/", "//localhost:" + postgres.getPort() + "/");
        places.put("/run/secrets/outbox-password", secret.toString());
        return new ComposeServices(file, launcher(), directory, places);
    }
}
