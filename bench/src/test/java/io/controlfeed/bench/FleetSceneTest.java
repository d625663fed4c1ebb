package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FleetSceneTest {
    private static final List<String> ROWS = List.of(
            "commit to applied on 1 node, 10 events/s, p50 ",
            "commit to applied on 1 node, 10 events/s, p99 ",
            "commit to applied on 1 node, 10 events/s, max ",
            "commit to applied on all of 3, 10 events/s, p50 ",
            "commit to applied on all of 3, 10 events/s, p99 ",
            "commit to applied on all of 3, 10 events/s, max ");

    @TempDir
    private Path dir;

    @Test
    void run_withSmallFleets_hasARowForEachSizeAndQuantile() throws IOException, InterruptedException {
        TinyRun.of("fleet", dir).requireRows(ROWS);
    }
}
