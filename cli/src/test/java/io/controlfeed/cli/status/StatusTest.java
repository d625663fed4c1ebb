package io.controlfeed.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.NodeOfATest;
import io.controlfeed.cli.Run;
import io.controlfeed.cli.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {
    private NodeOfATest node = new NodeOfATest(Path.of("."));
    private String config = "";

    @BeforeEach
    void aNodeThatIsOneEventBehind(@TempDir Path temporary) throws Exception {
        node = NodeOfATest.in(temporary);
        node.emit("one", "a");
        node.publish();
        assertThat(node.applyOnce("--node-id=n1").code()).isZero();
        node.emit("two", "a");
        node.publish();
        node.emit("three", "a");
        config = Files.writeString(
                        temporary.resolve("controlfeed.properties"),
                        "outbox=" + node.path("control.db") + "\nfeed-sink=file\nfeed-source=file\nfeed-file-dir="
                                + node.path("feed") + "\nnode-db=" + node.path("node.db") + "\n")
                .toString();
    }

    @Test
    void everything_isOnOneScreen_fromTheConfigurationFileAlone() {
        Run run = Run.of("status", "--config", config);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("^outbox +jdbc:sqlite:.*control.db, ")
                .containsPattern("\npending +1, the first one for ")
                .containsPattern("\npublished +2\n")
                .containsPattern("\n\nfeed +file:.*feed\nlane 0 +versions 1 to 2 of epoch ")
                .containsPattern("\n\nnode +n1, ")
                .containsPattern("\nfeed in reach +20.*Z\n")
                .containsPattern("\nbehind, lane 0 +at most 1 event; versions have holes\n");
        assertThat(Run.of("status", "--config", config, "--json").outLines())
                .singleElement()
                .asString()
                .startsWith("{\"outbox\":{\"outbox\":\"jdbc:sqlite:")
                .contains(
                        "\"feed\":{\"name\":\"file:",
                        "\"earliest_version\":1,\"end_version\":2}]}",
                        "\"node_id\":\"n1\"")
                .contains("\"feed_in_reach_at\":\"20", "\"behind\":[{\"lane\":0,\"at_most\":1}]");
    }

    @Test
    void aFeedThatIsAway_keepsNothingElseFromBeingTold() throws Exception {
        Files.move(node.directory().resolve("feed"), node.directory().resolve("away"));

        Run run = Run.of("status", "--config", config);

        assertThat(run.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.out())
                .containsPattern("^outbox ")
                .containsPattern("\n\nnode +n1, ")
                .doesNotContain("behind");
    }

    @Test
    void anotherFeedInItsPlace_isTold() throws Exception {
        Files.move(node.directory().resolve("feed"), node.directory().resolve("away"));
        Run.of("emit-event", "--feed-sink=file", "--feed-file-dir=" + node.path("feed"), "--type=t", "--subject=s");

        assertThat(Run.of("status", "--config", config).out())
                .containsPattern("\nbehind, lane 0 +the feed was recreated: its epoch is ");
    }

    @Test
    void nothingToLookAt_isAMistake() {
        Run run = Run.of("status");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("--node-db, --outbox or --feed-source");
    }
}
