package io.controlfeed.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.NodeOfATest;
import io.controlfeed.cli.Run;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.doctor.Finding.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
    private NodeOfATest node = new NodeOfATest(Path.of("."));

    @BeforeEach
    void aNodeThatHasEverything(@TempDir Path temporary) throws Exception {
        node = NodeOfATest.in(temporary);
        node.emit("one", "a");
        node.publish();
        assertThat(node.applyOnce().code()).isZero();
    }

    private Run doctor(String... more) {
        Stream<String> line = Stream.of(Stream.of("doctor"), Stream.of(node.pump()), node.applier())
                .flatMap(part -> part);
        return Run.of(NodeOfATest.line(line, Stream.of(more)));
    }

    private static void finds(Run run, String level, String what, String text) {
        assertThat(run.out()).containsPattern("(?m)^" + level + " +" + what + " +.*" + text);
    }

    @Test
    void whatIsWell_isSaidLineByLine() {
        Run run = doctor();

        assertThat(run.code()).as(run.out()).isZero();
        finds(run, "ok", "settings", "they can be used");
        finds(run, "ok", "outbox", "tables of version 1");
        finds(run, "warning", "pump", "none drains the outbox");
        finds(run, "ok", "parked rows", "none");
        finds(run, "ok", "clock", "the time that this machine has");
        finds(run, "ok", "feed", "lane 0: versions 1 to 1 ");
        finds(run, "ok", "node", "node.db is whole");
        finds(run, "ok", "contact", "the feed was in reach at 20");
        finds(run, "ok", "cursor of lane 0", "behind: nothing");
        finds(run, "ok", "artifacts", "can be reached");
        assertThat(run.out()).contains("disk of the outbox", "disk of the node", "disk of the artifacts");
        assertThat(doctor("--json").outLines())
                .allMatch(line -> line.startsWith("{\"severity\":\""))
                .anyMatch(line ->
                        line.contains("\"what\":\"pump\",\"finding\":\"none drains the outbox\",\"advice\":\"Start"));
    }

    @Test
    void rowsThatNobodyDrains_andAnArtifactThatIsLost_areErrors() throws Exception {
        node.emit("two", "a");
        Files.move(node.directory().resolve("artifacts"), node.directory().resolve("elsewhere"));
        Files.createDirectories(node.directory().resolve("artifacts/sha256"));

        Run run = doctor();

        assertThat(run.code()).isEqualTo(ExitCode.ENDANGERED.number());
        finds(run, "error", "pump", "none drains the outbox, and 1 wait");
        finds(run, "error", "artifacts", "that of the oldest pending event, sha256:[0-9a-f]{64}, is not there");
        assertThat(run.out()).contains("Start controlfeed publish, or run.");
    }

    @Test
    void aRecreatedFeed_isAnError_thatSaysWhatToDo() throws Exception {
        Files.move(node.directory().resolve("feed"), node.directory().resolve("away"));
        Run.of("emit-event", "--feed-sink=file", "--feed-file-dir=" + node.path("feed"), "--type=t", "--subject=s");

        Run run = doctor();

        assertThat(run.code()).isEqualTo(ExitCode.ENDANGERED.number());
        finds(run, "error", "cursor of lane 0", "the feed was recreated");
        assertThat(run.out()).contains("Bootstrap the node from a snapshot");
    }

    @Test
    void whatCannotBeLookedAt_isAnError_andTheRestIsLookedAt() throws Exception {
        Files.writeString(node.directory().resolve("node.db"), "no database ".repeat(100));
        Files.move(node.directory().resolve("feed"), node.directory().resolve("away"));

        Run run = doctor("--http-token-file=" + node.path("absent"));

        assertThat(run.code()).isEqualTo(ExitCode.ENDANGERED.number());
        finds(run, "error", "settings", "--http-token-file cannot be read");
        finds(run, "error", "feed", "feed");
        finds(run, "error", "node", "not a database");
        finds(run, "ok", "outbox", "can be reached");
        finds(run, "ok", "artifacts", "can be reached");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void parkedEvents_areAWarning() throws Exception {
        node.emit("bad", "b", "nowhere", "");
        node.publish();
        node.applyOnce();

        Run run = doctor();

        assertThat(run.code()).as(run.out()).isZero();
        finds(run, "warning", "parked events", "1 failed");
    }

    @Test
    void withNothingGiven_onlyTheSettingsAreLookedAt() {
        Run run = Run.of("doctor");

        assertThat(run.code()).isZero();
        assertThat(run.outLines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"10, ERROR", "200, WARNING", "5000, OK"})
    void room_isJudged(long mebibytes, Level level) {
        assertThat(DiskExam.judge("disk", Path.of("/x"), mebibytes << 20).level())
                .isEqualTo(level);
    }
}
