package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaFeedSceneTest {
    private static final List<String> ROWS = List.of(
            "append, batches of 1 ",
            "append, batches of 1, beside a floor that waits to be seen ",
            "one append, p50 ",
            "one append, p50, beside a floor that waits to be seen ",
            "one append, p99 ",
            "one append, p99, beside a floor that waits to be seen ",
            "append, batches of 4 ",
            "append, batches of 4, beside a floor that waits to be seen ",
            "read from 0, 5 events ",
            "look-up of 1000 ids in 5 events ",
            "open a sink, 3 events ",
            "open a sink, 5 events ",
            "open a source and poll, 3 events ",
            "open a source and poll, 5 events ");

    @TempDir
    private Path dir;

    @Test
    void run_withTinyNumbers_fillsTheWholeTable() throws IOException, InterruptedException {
        TinyRun.of("feed-kafka", dir).requireRows(ROWS);
    }
}
