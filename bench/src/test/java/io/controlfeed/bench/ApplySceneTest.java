package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApplySceneTest {
    private static final List<String> ROWS = List.of(
            "apply a backlog ",
            "apply a backlog, with fingerprints ",
            "apply a backlog, by Debezium's JDBC sink, into PostgreSQL ",
            "apply a backlog of rows artifacts ",
            "apply a backlog of rows artifacts, with fingerprints ",
            "commit to applied, 100 events/s, p50 ",
            "commit to applied, 100 events/s, p99 ",
            "commit to applied, 100 events/s, max ",
            "commit to applied, 1,000 events/s, p50 ",
            "commit to applied, 1,000 events/s, p99 ",
            "commit to applied, 1,000 events/s, max ");

    @TempDir
    private Path dir;

    @Test
    void run_withTinyNumbers_fillsTheWholeTable() throws IOException, InterruptedException {
        TinyRun.of("apply", dir).requireRows(ROWS);
    }
}
