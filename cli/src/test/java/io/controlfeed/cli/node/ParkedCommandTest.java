package io.controlfeed.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.NodeOfATest;
import io.controlfeed.cli.Run;
import io.controlfeed.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParkedCommandTest {
    private NodeOfATest node = new NodeOfATest(Path.of("."));

    @BeforeEach
    void aNodeWithOneEventThatFailed_oneBehindIt_andOneThatFailedOtherwise(@TempDir Path temporary) throws Exception {
        node = NodeOfATest.in(temporary);
        node.emit("bad", "a", "hostname", ",\"colour\":\"red\"");
        node.emit("behind", "a");
        node.emit("forbidden", "b", "secret", "");
        node.publish();
        node.applyOnce();
    }

    @Test
    void list_showsWhatIsNotDone_orWhatIsAskedFor() {
        assertThat(node.parked("list").outLines())
                .hasSize(4)
                .anySatisfy(
                        line -> assertThat(line).matches("bad +failed +1 +1 +hostname.changed +a +no-such-place: .*"))
                .anySatisfy(line -> assertThat(line).matches("behind +behind +0 +2 +hostname.changed +a"))
                .anySatisfy(line -> assertThat(line).startsWith("forbidden  failed"));
        assertThat(node.parked("list", "--kind=not-allowed", "--json").out())
                .startsWith("{\"event_id\":\"forbidden\",\"state\":\"failed\",\"kind\":\"not-allowed\",\"error\":\"")
                .hasLineCount(1);
        assertThat(node.parked("list", "--subject=a", "--state=behind,failed", "--limit=1")
                        .outLines())
                .hasSize(2);
        assertThat(node.parked("list", "--state=discarded").out()).isEmpty();
    }

    @Test
    void show_tellsAllThatIsKnown() {
        assertThat(node.parked("show", "bad").out())
                .contains("kind      no-such-place\n", "colour", "content   {\"event_id\":\"bad\"");
        assertThat(node.parked("show", "bad", "--json").out())
                .startsWith("{\"event_id\":\"bad\",")
                .endsWith("}}\n");
        Run absent = node.parked("show", "absent");
        assertThat(absent.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(absent.err()).contains("event 'absent'", "it is not parked");
    }

    @Test
    void retry_isCarriedOutByTheApplier_withWhatWaits() throws Exception {
        assertThat(node.parked("retry", "bad", "--reason=the column is there now")
                        .out())
                .isEqualTo("to be tried again: 1\n");
        assertThat(node.parked("list", "--state=retry").out()).contains("bad");
        node.execute("ALTER TABLE hostname ADD COLUMN colour TEXT");

        Run run = node.applyOnce();

        assertThat(run.err()).contains("this applier ends: applied 2\n");
        assertThat(node.query("SELECT name FROM hostname ORDER BY name")).containsExactly("bad", "behind");
        assertThat(node.query("SELECT action || ' ' || event_id || ' ' || reason FROM controlfeed_action"))
                .containsExactly("retry bad the column is there now");
        assertThat(node.parked("retry", "--all-failed", "--json").out()).isEqualTo("{\"retried\":1}\n");
        assertThat(node.parked("retry", "--kind=conflict").out()).isEqualTo("to be tried again: 0\n");
    }

    @Test
    void discard_letsTheRestGoOn() throws Exception {
        assertThat(node.parked("discard", "bad", "forbidden", "--json").out()).isEqualTo("{\"discarded\":2}\n");
        node.applyOnce();

        assertThat(node.query("SELECT name FROM hostname")).containsExactly("behind");
        assertThat(node.parked("list").out()).isEmpty();
        assertThat(node.parked("list", "--state=discarded").outLines()).hasSize(3);
    }

    @Test
    void whatCannotBeDone_isNamed_andNothingIsDone() {
        Run run = node.parked("retry", "bad", "behind", "absent");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.err()).contains("'behind' waits behind 'bad'; 'absent' is not parked", "Nothing was done.");
        assertThat(node.parked("list", "--state=retry").out()).isEmpty();
    }

    @Test
    void fileThatIsNoNode_isSaid() {
        Run run = Run.of("parked", "list", "--node-db", node.path("control.db"));

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("it is no node's file");
    }
}
