package io.controlfeed.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Notebook;
import io.controlfeed.cli.Run;
import io.controlfeed.cli.console.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
    private Notebook notebook = Notebook.in(Path.of("."));

    @BeforeEach
    void threeEvents(@TempDir Path directory) {
        notebook = Notebook.in(directory);
        String at = "--created-at=2026-01-31T12:00:00Z";
        notebook.emit("--type=short", "--subject=s", "--event-id=a", at);
        notebook.emit("--type=much.longer", "--subject=s", "--tenant-id=acme", "--event-id=b", at);
        notebook.emit("--type=short", "--subject=s", "--event-id=c", "--checksum=sha256:" + "0f".repeat(32), at);
    }

    @Test
    void printsAlignedLines_toTheEnd() {
        Run run = notebook.tail();

        assertThat(run.code()).isZero();
        assertThat(run.outLines())
                .containsExactly(
                        "1  2026-01-31T12:00:00.000Z  short        s       a",
                        "2  2026-01-31T12:00:00.000Z  much.longer  acme/s  b",
                        "3  2026-01-31T12:00:00.000Z  short        s       c  sha256:0f0f0f0f0f0f");
    }

    @Test
    void since_leavesOutWhatTheCallerHas() {
        assertThat(notebook.tail("--since=2").outLines()).hasSize(1);
        assertThat(notebook.tail("--since=3").outLines()).isEmpty();
    }

    @Test
    void json_isTheCanonicalForm() throws IOException {
        Run run = notebook.tail("--json");

        assertThat(run.outLines()).extracting(Notebook::event).containsExactlyElementsOf(notebook.events());
    }

    @Test
    void aPositionBeyondTheEnd_isAGap() {
        Run run = notebook.tail("--since=4");

        assertThat(run.code()).isEqualTo(ExitCode.GAP.number());
        assertThat(run.errLines().get(0)).startsWith("controlfeed: poll of notebook since 4: position 4 is beyond");
    }

    @Test
    void aNegativePosition_isRefused() {
        assertThat(notebook.tail("--since=-1").code()).isEqualTo(2);
    }

    @Test
    void theDisabledFeed_refuses() {
        Run run = Run.of("tail");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("the feed is disabled ('nop')", "--feed-source", "notebook");
    }

    @Test
    void aReaderThatHasEnough_endsItQuietly() {
        Run run = Run.of(Map.of(), Run.text(""), failing("Broken pipe"), notebook.tailing("--follow"));

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(Run.of(Map.of(), Run.text(""), failing("Broken pipe"), "help"))
                .isEqualTo(run);
    }

    @Test
    void aFullDisk_isAnError() {
        Run run = Run.of(Map.of(), Run.text(""), failing("No space left on device"), notebook.tailing());

        assertThat(run.code()).isEqualTo(ExitCode.UNEXPECTED.number());
        assertThat(run.err()).contains("standard output cannot be written: No space left on device");
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
