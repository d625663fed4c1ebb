package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the scene runs through. How long anything takes is never a reason to fail. */
final class FleetSceneTest {
    private static final Effort TINY = new Effort(2, List.of(3, 5), List.of(1, 4), 4, 4, 3, 2, 2, 5);

    @TempDir
    private Path dir;

    @Test
    void run_withSmallFleets_hasARowForEachSizeAndQuantile() throws IOException, InterruptedException {
        ByteArrayOutputStream progress = new ByteArrayOutputStream();

        List<Row> rows =
                new FleetScene(List.of(1, 3)).run(TINY, dir, new Progress(new PrintStream(progress, true, UTF_8)));

        assertThat(rows)
                .extracting(Row::what)
                .containsExactly(
                        "commit to applied on 1 node, 10 events/s, p50",
                        "commit to applied on 1 node, 10 events/s, p99",
                        "commit to applied on 1 node, 10 events/s, max",
                        "commit to applied on all of 3, 10 events/s, p50",
                        "commit to applied on all of 3, 10 events/s, p99",
                        "commit to applied on all of 3, 10 events/s, max");
        assertThat(progress.toString(UTF_8)).contains("commit to applied on all of 3");
    }
}
