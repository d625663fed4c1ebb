package io.controlfeed.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.NodeOfATest;
import io.controlfeed.cli.Run;
import io.controlfeed.cli.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node's operator looks at, copies and puts back. */
class NodeStateTest {
    private NodeOfATest node = new NodeOfATest(Path.of("."));

    @BeforeEach
    void aNodeWithTwoRows_andOneEventThatFailed(@TempDir Path temporary) throws Exception {
        node = NodeOfATest.in(temporary);
        node.emit("one", "a");
        node.emit("two", "b");
        node.emit("bad", "c", "nowhere", "");
        node.publish();
        assertThat(node.applyOnce("--node-id=n1").code()).isZero();
    }

    private Run on(String command, String... more) {
        return Run.of(NodeOfATest.line(Stream.of(command, "--node-db=" + node.path("node.db")), Stream.of(more)));
    }

    private Run withFeed(String command, String file, String... more) {
        Stream<String> line = Stream.of(
                command, "--node-db=" + node.path(file), "--feed-source=file", "--feed-file-dir=" + node.path("feed"));
        return Run.of(NodeOfATest.line(line, Stream.of(more)));
    }

    private String fingerprint(String file) {
        return Run.of("status", "--json", "--node-db=" + node.path(file))
                .out()
                .replaceAll("(?s).*\"fingerprint\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void status_tellsPeople_andPrograms() {
        Run run = on("status");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("node +n1, ")
                .containsPattern("lane 0 +file:.*feed up to version 3 of epoch ")
                .containsPattern("applied +2\n")
                .containsPattern("parked +1 failed by not-allowed\n")
                .containsPattern("table hostname +2 rows\n")
                .containsPattern("fingerprint +sha256:[0-9a-f]{64}\n");
        assertThat(on("status", "--json").out())
                .contains("\"node_id\":\"n1\"", "\"control_version\":3,", "\"applied\":2,")
                .contains("\"parked\":[{\"state\":\"failed\",\"kind\":\"not-allowed\",\"count\":1}]")
                .contains("{\"table\":\"hostname\",\"rows\":2,");
    }

    @Test
    void status_saysWhyItDoesNotGoOn() throws Exception {
        node.emit("worse", "d", "nowhere", "");
        node.publish();
        assertThat(node.applyOnce("--on-failure=halt").code()).isEqualTo(ExitCode.HALTED.number());

        assertThat(on("status").out()).containsPattern("trouble +halted since .*'worse'");
        assertThat(on("status", "--json").out()).contains("\"trouble\":{\"kind\":\"halted\",");
    }

    @Test
    void verify_findsWhatSomebodyElseWrote() throws Exception {
        Run right = on("verify");
        assertThat(right.code()).isZero();
        assertThat(right.out()).contains("node.db is right: rows 2, " + fingerprint("node.db"));
        node.execute("UPDATE hostname SET tenant = 'mallory' WHERE name = 'one'");

        Run wrong = on("verify");
        assertThat(wrong.code()).isEqualTo(ExitCode.ENDANGERED.number());
        assertThat(wrong.out()).contains("node.db is wrong: ", "hostname");
        Run json = on("verify", "--json");
        assertThat(json.code()).isEqualTo(ExitCode.ENDANGERED.number());
        assertThat(json.out()).contains("\"is_right\":false", "\"recorded_rows\":2", "\"found_rows\":2");
    }

    @Test
    void snapshot_becomesAnotherNode_thatGoesOn() throws Exception {
        Run made = on("snapshot", "--to=" + node.path("snapshots"));
        assertThat(made.code()).as(made.err()).isZero();
        String snapshot = made.out().strip();
        assertThat(snapshot).matches(".*/snapshot-[0-9a-f]{64}\\.db");
        assertThat(on("snapshot", "--json", "--to=" + node.path("snapshots")).out())
                .startsWith("{\"file\":\"" + snapshot + "\",\"digest\":\"sha256:")
                .contains("\"rows\":{\"hostname\":2}");

        Run other = withFeed("bootstrap", "other.db", "--from=" + snapshot);
        assertThat(other.code()).as(other.err()).isZero();
        assertThat(other.out()).matches("lane 0 stands at version 3 of file:.*feed\n");
        assertThat(fingerprint("other.db")).isEqualTo(fingerprint("node.db"));

        node.emit("three", "a");
        node.publish();
        node.applyOnce();
        Run goesOn = Run.of(Stream.of(node.apply("--once"))
                .map(word -> word.replace("node.db", "other.db"))
                .toArray(String[]::new));
        assertThat(goesOn.err()).contains("this applier ends: applied 1\n");
        assertThat(fingerprint("other.db")).isEqualTo(fingerprint("node.db"));
    }

    @Test
    void bootstrap_ofANodeThatIsThere_hasToBeSaid() throws Exception {
        String snapshot = on("snapshot", "--to=" + node.path("snapshots")).out().strip();

        Run refused = withFeed("bootstrap", "node.db", "--from=" + snapshot);
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(refused.err()).contains("it has applied events", "--replace");
        Path renamed = Files.copy(Path.of(snapshot), node.directory().resolve("copy.db"));
        assertThat(withFeed("bootstrap", "node.db", "--replace", "--from=" + renamed)
                        .err())
                .contains("Give its digest");
        assertThat(withFeed(
                                "bootstrap",
                                "node.db",
                                "--replace",
                                "--from=" + renamed,
                                "--digest=sha256:" + "0".repeat(64))
                        .err())
                .contains("its digest is sha256:");
        Run done = withFeed("bootstrap", "node.db", "--replace", "--from=" + snapshot, "--json");
        assertThat(done.out()).contains("\"replaced\":\"", "node.db.replaced-1\"");
        assertThat(on("status").out()).containsPattern("node +n1, ");
    }

    @Test
    void rewind_toTheBeginning_appliesEverythingAgain() throws Exception {
        String before = fingerprint("node.db");

        Run run = withFeed("rewind", "node.db", "--to=0", "--allow-table=hostname", "--reason=to see it");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).endsWith("node.db was at version 3, and is at 0\n");
        assertThat(node.query("SELECT name FROM hostname")).isEmpty();
        assertThat(on("status").out()).contains("up to version 0 ");
        node.applyOnce();
        assertThat(fingerprint("node.db")).isEqualTo(before);
        assertThat(node.query("SELECT reason FROM controlfeed_action")).containsExactly("to see it");
    }

    @Test
    void rewind_toAVersion_keepsTheRows_andRefusesALaterOne() throws Exception {
        Run run = withFeed("rewind", "node.db", "--to=1", "--allow-table=hostname", "--json");
        assertThat(run.out()).contains("\"lane\":0,", "\"control_version\":3,");
        assertThat(node.query("SELECT count(*) FROM hostname")).containsExactly("2");

        Run later = withFeed("rewind", "node.db", "--to=9", "--allow-table=hostname");
        assertThat(later.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(withFeed("rewind", "node.db", "--to=1", "--lane=1", "--allow-table=hostname")
                        .err())
                .contains("lane 1");
    }
}
