package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Launcher.Ended;
import io.controlfeed.cli.Launcher.Started;
import io.controlfeed.cli.console.ExitCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP port of daemons in processes of their own. */
class DaemonIT {
    private static final int TERMINATED = 128 + 15;
    private static final String ANSWERS = "this process answers at ";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Started> daemons = new ArrayList<>();
    private NodeOfATest node = new NodeOfATest(Path.of("."));

    @BeforeEach
    void aControlPlane(@TempDir Path temporary) throws Exception {
        node = NodeOfATest.in(temporary);
    }

    @AfterEach
    void endAll() throws Exception {
        for (Started daemon : daemons) {
            daemon.process().destroy();
            Ended end = launcher().end(daemon);
            assertThat(end.code()).as(end.err()).isEqualTo(TERMINATED);
        }
    }

    private Launcher launcher() {
        return Launcher.in(node.directory());
    }

    /** A daemon that runs until the end of the test. */
    private record Daemon(Started started, String address) {}

    private Daemon start(Stream<String> line, String... more) throws Exception {
        String[] all = NodeOfATest.line(Stream.concat(line, Stream.of("--http-port=0")), Stream.of(more));
        Started started = launcher().start(launcher().process(all));
        daemons.add(started);
        Patience.until(
                "it answers",
                () -> Files.readString(started.err()).contains(ANSWERS)
                        || !started.process().isAlive());
        String said = Files.readString(started.err());
        assertThat(said).contains(ANSWERS);
        return new Daemon(started, said.replaceAll("(?s).*" + ANSWERS + "([^\\s\"]+).*", "$1"));
    }

    private Stream<String> run() {
        return Stream.of(Stream.of("run"), Stream.of(node.pump()), node.applier())
                .flatMap(part -> part);
    }

    private HttpResponse<String> get(Daemon daemon, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(daemon.address() + path)));
    }

    private HttpResponse<String> post(Daemon daemon, String path, String form, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(daemon.address() + path)).POST(BodyPublishers.ofString(form));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private void awaitReady(Daemon daemon) throws Exception {
        Patience.until("it is ready", () -> get(daemon, "/health/ready").statusCode() == 200);
    }

    @Test
    void run_tellsHowItStands() throws Exception {
        node.emit("one", "a");
        Daemon daemon = start(run(), "--node-id=n1");
        awaitReady(daemon);
        Patience.until(
                "the event is applied",
                () -> get(daemon, "/metrics").body().contains("controlfeed_applier_applied_total 1.0\n"));

        assertThat(get(daemon, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(daemon, "/health/ready").body())
                .startsWith("{\"ready\":true,\"ending\":false,")
                .contains("\"pump\":{\"ready\":true,\"state\":\"active\",\"held\":[]}", "\"applier\":{\"ready\":true,");
        assertThat(get(daemon, "/metrics").body())
                .contains("controlfeed_pump_published_total 1.0\n", "controlfeed_applier_stale_seconds 0.0\n")
                .contains("controlfeed_pump_active 1.0\n", "jvm_memory_used_bytes{");
        Patience.until(
                "the outbox was looked at",
                () -> get(daemon, "/status").body().contains("\"outbox\":{\"outbox\":\"jdbc:sqlite:"));
        assertThat(get(daemon, "/status").body())
                .contains("\"node_id\":\"n1\"", "\"applied\":1,", "\"live\":{\"ready\":true,");
    }

    @Test
    void aNode_isNotReadyBeforeItHadEverythingOnce_andIsReadyForEverAfter() throws Exception {
        Daemon first = start(Stream.of(node.apply()));
        HttpResponse<String> filling = get(first, "/health/ready");
        assertThat(filling.statusCode()).isEqualTo(503);
        assertThat(filling.body())
                .contains("\"ready\":false,\"state\":\"filling\",\"why_not\":\"the node has not applied everything");
        assertThat(get(first, "/health/live").statusCode()).isEqualTo(200);
        node.emit("one", "a");
        node.publish();
        awaitReady(first);
        first.started().process().destroy();
        first.started().process().waitFor();
        Files.move(node.directory().resolve("feed"), node.directory().resolve("away"));

        Daemon second = start(Stream.of(node.apply()));
        Patience.until(
                "it knows that the feed is away",
                () -> get(second, "/health/ready").body().contains("\"what\":\"feed\""));
        HttpResponse<String> stale = get(second, "/health/ready");
        assertThat(stale.statusCode()).isEqualTo(200);
        assertThat(stale.body()).contains("\"state\":\"stale\",\"stale_since\":\"20");
        Files.move(node.directory().resolve("away"), node.directory().resolve("feed"));

        Patience.until(
                "it has caught up",
                () -> get(second, "/health/ready").body().contains("\"state\":\"caught-up\",\"held\":[]"));
    }

    @Test
    void aPumpThatStandsBy_isReady() throws Exception {
        Daemon first = start(Stream.concat(Stream.of("publish"), Stream.of(node.pump())));
        awaitReady(first);

        Daemon second = start(Stream.concat(Stream.of("publish"), Stream.of(node.pump())));
        awaitReady(second);

        assertThat(get(second, "/health/ready").body()).contains("\"state\":\"standby\"");
        assertThat(get(second, "/metrics").body()).contains("controlfeed_pump_active 0.0\n");
    }

    @Test
    void withTheToken_parkedEventsAreRetriedAndDiscarded() throws Exception {
        node.emit("bad", "a", "nowhere", "");
        Path token = Files.writeString(node.directory().resolve("token"), "secret\n");
        Daemon daemon = start(run(), "--http-token-file=" + token);
        String[] right = {"Authorization", "Bearer secret"};
        Patience.until(
                "the event is parked", () -> get(daemon, "/status").body().contains("\"state\":\"failed\""));

        for (String[] wrong : new String[][] {{}, {"Authorization", "Bearer secre"}, {"Authorization", "secret"}}) {
            assertThat(post(daemon, "/parked/discard", "event-id=bad", wrong).statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> unknown = post(daemon, "/parked/discard", "event-id=absent", right);
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("'absent' is not parked");
        HttpResponse<String> misspelt = post(daemon, "/parked/retry", "event_id=bad", right);
        assertThat(misspelt.statusCode()).isEqualTo(400);
        assertThat(misspelt.body()).contains("there is no field 'event_id'");
        assertThat(post(daemon, "/parked/retry", "all-failed=true", right).body())
                .isEqualTo("{\"retried\":1}\n");
        HttpResponse<String> done = post(daemon, "/parked/discard", "event-id=bad&reason=it+was+a%20test", right);
        assertThat(done.body()).isEqualTo("{\"discarded\":1}\n");
        assertThat(node.query("SELECT actor || ': ' || reason FROM controlfeed_action WHERE action = 'discard'"))
                .containsExactly("http 127.0.0.1: it was a test");
        assertThat(post(daemon, "/outbox/retry", "all-parked=true", right).body())
                .isEqualTo("{\"retried\":0}\n");

        Files.writeString(token, "renewed");
        assertThat(post(daemon, "/outbox/retry", "all-parked=true", right).statusCode())
                .isEqualTo(401);
    }

    @Test
    void withoutAToken_nothingCanBeChanged_andNonsenseIsRefused() throws Exception {
        Daemon daemon = start(Stream.of(node.apply()));

        HttpResponse<String> refused = post(daemon, "/parked/discard", "event-id=x", "Authorization", "Bearer ");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("it was given no token", "--http-token-file");
        assertThat(post(daemon, "/status", "").statusCode()).isEqualTo(405);
        assertThat(get(daemon, "/parked/discard").statusCode()).isEqualTo(405);
        assertThat(get(daemon, "/").body()).contains("there is no /", "/health/ready");
        assertThat(post(daemon, "/parked/discard", "x".repeat(100_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void inJson_everyLineOfTheLogIsAnObject() throws Exception {
        Daemon daemon = start(run(), "--log-format=json");
        awaitReady(daemon);
        daemon.started().process().destroy();
        daemon.started().process().waitFor();

        assertThat(Files.readAllLines(daemon.started().err()))
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.startsWith("{\"time\":\"20") && line.endsWith("\"}"))
                .anyMatch(line -> line.contains("\"message\":\"this pump ends as it was told: published 0\""));
    }

    @Test
    void aPortThatIsTaken_isSaidAtTheStart() throws Exception {
        Daemon daemon = start(Stream.of(node.apply()));
        String port = daemon.address().replaceAll(".*:", "");

        Ended second = launcher()
                .run(NodeOfATest.line(
                        Stream.concat(Stream.of("publish"), Stream.of(node.pump())), Stream.of("--http-port=" + port)));

        assertThat(second.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(second.err().lines()).hasSize(2);
        assertThat(second.err()).contains("the HTTP port 127.0.0.1:" + port + " cannot be opened", "--http-port");
    }
}
