package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Launcher.Ended;
import io.controlfeed.cli.Launcher.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a user runs it: by the launcher, with processes that are killed. */
class DemoIT {
    private static final int SIGTERM = 128 + 15;

    @TempDir
    private Path directory = Path.of(".");

    /** With its temporary files in the test's own directory. */
    private ProcessBuilder demo(String... args) {
        ProcessBuilder process = launcher()
                .process(Stream.concat(Stream.of("demo"), Stream.of(args)).toArray(String[]::new));
        process.environment().put("CONTROLFEED_JAVA_OPTS", "-Djava.io.tmpdir=" + directory);
        return process;
    }

    private Launcher launcher() {
        return Launcher.in(directory);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("controlfeed-demo"))
                    .toList();
        }
    }

    @Test
    void withADirectory_itHolds_andLeavesNothing() throws Exception {
        Ended run = launcher().end(demo("--feed-sink=file", "--events=300", "--rate=300/s"));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("It holds: 299 events, each in effect once on each of the 3 nodes, and in order.")
                .containsPattern("not-allowed: .*invoice")
                .containsPattern("missing +0 +0 +0\n")
                .containsPattern("duplicates +0 +0 +0\n");
        assertThat(run.err())
                .containsPattern("node-2 is killed: SIGKILL to process \\d+")
                .contains("node-2 is started again; 30 events were committed without it")
                .contains("node-2 has caught up")
                .containsPattern("\\d+ of 300 committed, \\d+ on every node")
                .doesNotContain("\r", "SLF4J", "WARN", "\tat ");
        assertThat(left()).isEmpty();
    }

    @Test
    void withKafka_itHolds_andSaysSoInJson() throws Exception {
        Ended run = launcher().end(demo("--events=200", "--nodes=2", "--rate=200", "--keep=kept", "--json"));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.out())
                .startsWith("{\"holds\":true,\"flaws\":[],\"feed\":\"kafka\",\"committed\":200,\"poisonous\":1,")
                .containsPattern("\"node\":\"node-2\",\"was_killed\":true,\"control_version\":\\d+,\"applied\":199,"
                        + "\"missing\":0,\"duplicates\":0,\"out_of_order\":0,\"strangers\":0,"
                        + "\"parked\":\\[\\{\"event_id\":\"[0-9a-f-]+\",\"kind\":\"not-allowed\",");
        assertThat(run.err()).doesNotContain("WARN", "\tat ");
        assertThat(launcher().run("status", "--node-db=kept/node-1.db").out()).contains("not-allowed");
    }

    @Test
    void killed_leavesNoProcess() throws Exception {
        Started demo = launcher().start(demo("--feed-sink=file", "--rate=50/s", "--events=200"));
        Patience.until("the demo is there", () -> Files.readString(demo.err()).contains("everything is up"));
        List<ProcessHandle> children = demo.process().descendants().toList();
        assertThat(children).isNotEmpty();

        demo.process().destroyForcibly();
        launcher().end(demo);

        Patience.until("they have ended", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @ParameterizedTest
    @ValueSource(strings = {"starting all of it", "node-2 is killed"})
    void toldToEnd_leavesNoProcessAndNoDirectory(String when) throws Exception {
        Started demo = launcher().start(demo("--feed-sink=file", "--rate=50/s", "--events=200"));
        Patience.until("the demo is there", () -> Files.readString(demo.err()).contains(when));
        List<ProcessHandle> children = demo.process().descendants().toList();

        // To the demo alone; SIGINT takes the same way, but is ignored where the build itself runs in the background.
        demo.process().destroy();
        Ended end = launcher().end(demo);

        assertThat(end.code()).isEqualTo(SIGTERM);
        assertThat(end.out()).isEmpty();
        assertThat(end.err()).doesNotContain("controlfeed: ", "\tat ");
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(left()).isEmpty();
    }
}
