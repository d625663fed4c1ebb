package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NewNodeSceneTest {
    private static final List<String> ROWS = List.of(
            "catch up in 64m of heap, 5 events ", "make a snapshot, 5 events ", "bootstrap from a snapshot, 5 events ");

    @TempDir
    private Path dir;

    @Test
    void run_withTinyNumbers_fillsTheWholeTable() throws IOException, InterruptedException {
        TinyRun.of("new-node", dir).requireRows(ROWS);
    }
}
