package io.controlfeed.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.controlfeed.cli.NodeOfATest;
import io.controlfeed.cli.Run;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.flags.HostName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyTest {
    private NodeOfATest node = new NodeOfATest(Path.of("."));

    @BeforeEach
    void aControlPlane(@TempDir Path temporary) throws Exception {
        node = NodeOfATest.in(temporary);
    }

    private Run publishAndApply(String... more) {
        assertThat(node.publish().code()).isZero();
        return node.applyOnce(more);
    }

    @Test
    void rows_areWrittenOnce() throws Exception {
        node.emit("one", "a");
        node.emit("two", "b");

        Run first = publishAndApply();
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).isEmpty();
        assertThat(first.err()).contains("this applier ends: applied 2\n");
        assertThat(node.query("SELECT name FROM hostname ORDER BY name")).containsExactly("one", "two");

        node.emit("three", "a");
        assertThat(publishAndApply().err()).contains("this applier ends: applied 1\n");
        assertThat(node.applyOnce().err()).contains("this applier ends: applied 0\n");
        assertThat(node.query("SELECT event_id FROM applied_events ORDER BY id"))
                .containsExactly("one", "two", "three");
    }

    @Test
    void aStoreOfSomebodyElse_isChosenByItsName() throws Exception {
        node.emit("one", "a");
        assertThat(node.publish().code()).isZero();
        String[] line = Stream.of(
                        node.apply("--once", "--artifact-store=shelf", "--shelf-place=" + node.path("artifacts")))
                .filter(argument -> !argument.startsWith("--artifacts="))
                .toArray(String[]::new);

        Run applied = Run.of(line);

        assertThat(applied.code()).as(applied.err()).isZero();
        assertThat(node.query("SELECT name FROM hostname")).containsExactly("one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--artifact-store=shelf | --artifacts and --artifact-store are both given",
                "--artifact-store=file | --artifact-store is for stores of other jars: give --artifacts DIR",
                "--shelf-place=there | did you mean to add --artifact-store shelf?"
            })
    void storesThatDoNotGoTogether_areRefused(String argument, String said) {
        Run refused = node.applyOnce(argument);

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(refused.err()).contains(said);
    }

    @Test
    void whatFails_isParked_withWhatFollowsIt() throws Exception {
        node.emit("bad", "a", "hostname", ",\"colour\":\"red\"");
        node.emit("behind", "a");
        node.emit("good", "b");

        Run run = publishAndApply();

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("this applier ends: applied 1, parked 2\n");
        assertThat(node.query("SELECT name FROM hostname")).containsExactly("good");
    }

    @Test
    void toHalt_endsBeforeTheEvent_withACodeOfItsOwn() throws Exception {
        node.emit("good", "a");
        node.emit("bad", "a", "hostname", ",\"colour\":\"red\"");

        Run run = publishAndApply("--on-failure=halt");

        assertThat(run.code()).isEqualTo(ExitCode.HALTED.number());
        assertThat(run.err()).contains("event 'bad' at 2", "colour", "--on-failure park");
        assertThat(node.query("SELECT name FROM hostname")).containsExactly("good");
        assertThat(node.parked("list").out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gap, 6", "epoch-changed, 7", "corrupt, 9"})
    void whatAPersonHasToDecide_endsIt_withItsCode(String trouble, int code) {
        Run run = Run.of(NodeOfATest.line(
                Stream.of("apply", "--once", "--notebook-file=" + node.path("notebook")),
                Stream.of(
                        "--feed-source=notebook",
                        "--notebook-trouble=" + trouble,
                        "--node-db=" + node.path("node.db"),
                        "--allow-table=hostname")));

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.errLines()).hasSize(2);
    }

    @Test
    void typeThatIsNotExpected_isParked() throws Exception {
        node.emit("one", "a");

        publishAndApply("--allow-type=tenant.updated,tenant.removed");

        assertThat(node.parked("list", "--json").out()).contains("\"kind\":\"unknown-type\"");
    }

    @Test
    void artifacts_mayBeFetchedFromAWebServer() throws Exception {
        node.emit("one", "a");
        node.publish();
        Path served = Files.move(
                node.directory().resolve("artifacts"), node.directory().resolve("served"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/store/", exchange -> {
            String path = exchange.getRequestURI().getPath().substring("/store/".length());
            byte[] bytes = Files.readAllBytes(served.resolve(path));
            exchange.sendResponseHeaders(200, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        try {
            Run run = node.applyOnce(
                    "--artifacts-url=http://127.0.0.1:" + server.getAddress().getPort() + "/store");
            assertThat(run.code()).as(run.err()).isZero();
        } finally {
            server.stop(0);
        }

        assertThat(node.query("SELECT name FROM hostname")).containsExactly("one");
        assertThat(node.directory().resolve("artifacts/sha256")).isNotEmptyDirectory();
    }

    @Test
    void nodesName_isThatOfItsFile_unlessItIsGivenAnother() throws Exception {
        String[] line = {
            "apply",
            "--once",
            "--feed-source=notebook",
            "--notebook-file=" + node.path("notebook"),
            "--node-db=" + node.path("node.db"),
            "--allow-table=hostname"
        };
        Path told = node.directory().resolve("notebook.node");

        assertThat(Run.of(line).code()).isZero();
        assertThat(told).hasContent(HostName.get());
        Run.of(NodeOfATest.line(Stream.of(line), Stream.of("--node-id=n-7")));
        assertThat(told).hasContent("n-7");
        Run.of(line);
        assertThat(told).hasContent("n-7");
        Run.of(NodeOfATest.line(Stream.of(line), Stream.of("--feed-node=of-the-group")));
        assertThat(told).hasContent("of-the-group");
        assertThat(node.query("SELECT node_id FROM controlfeed_node")).containsExactly("n-7");
    }

    @Test
    void schemaThatCannotBeRun_isNamed_andNothingOfItIsDone() throws Exception {
        Files.writeString(
                node.directory().resolve("tables.sql"), "CREATE TABLE one (a); CREATE TABLE two (no such syntax(;");

        Run run = node.applyOnce();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.err()).contains("node schema " + node.path("tables.sql"), "syntax error");
        assertThat(node.query("SELECT name FROM sqlite_schema WHERE name = 'one'"))
                .isEmpty();
    }

    @Test
    void eventWithAnArtifact_andNoStore_saysWhichFlagIsMissing() throws Exception {
        node.emit("one", "a");
        node.publish();

        Run run = Run.of(
                "apply",
                "--once",
                "--feed-source=file",
                "--feed-file-dir=" + node.path("feed"),
                "--node-db=" + node.path("node.db"),
                "--allow-table=hostname");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("give it --artifacts");
    }

    @Test
    void fileThatIsNoDatabase_isSaidInTwoLines() throws Exception {
        Files.writeString(node.directory().resolve("node.db"), "no database ".repeat(100));

        Run run = node.applyOnce();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.err()).contains("check --node-db");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apply --feed-source notebook --notebook-file n | --node-db is not given",
                "apply --node-db n.db | the feed is disabled ('nop'), there is nothing to read",
                "apply --feed-source notebook --notebook-file n --node-db n.db | allow-table",
                "apply --feed-source notebook --notebook-file n --node-db n.db --allow-table t --on-failure stop"
                        + " | --on-failure is 'stop': it must be park or halt",
                "apply --feed-source notebook --notebook-file n --node-db n.db --allow-table t --apply-batch 0"
                        + " | an applier's batch is 0: it must be 1 or more",
                "apply --feed-source notebook --notebook-file n --node-db n.db --allow-table t --projection none"
                        + " | --allow-table is a flag of projection 'rows', but the projection is 'none'",
                "apply --feed-source notebook --notebook-file n --node-db n.db --projection none"
                        + " | there is no projection 'none'; available: rows",
                "apply --feed-source notebook --notebook-file n --node-db n.db --allow-table t --artifacts-url http://x"
                        + " | --artifacts is not given",
                "apply --feed-source notebook --notebook-file n --node-db n.db --allow-table t --artifacts a"
                        + " --artifacts-http-timeout 3 | --artifacts-http-timeout is a flag of artifact store 'http'",
                "run --node-db n.db | the feed is disabled on both sides",
                "run --feed-source notebook --feed-file-dir d --node-db n.db | --feed-file-dir is a flag of backend 'file'",
            })
    void whatCannotBeMeant_isSaid_beforeAnythingIsDone(String line, String message) {
        String[] words = line.replace(" n.db", " " + node.path("n.db"))
                .replace("notebook-file n", "notebook-file " + node.path("notebook"))
                .split(" ");

        Run run = Run.of(words);

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.err()).contains(message);
    }
}
