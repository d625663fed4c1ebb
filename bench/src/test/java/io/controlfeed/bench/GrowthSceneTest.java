package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GrowthSceneTest {
    private static final List<String> ROWS = List.of(
            "publish 1 events, history of 5 ",
            "publish 1 events, history of 50 ",
            "publish 1 events, history of 500 ",
            "idle look at the outbox, p50, history of 5 ",
            "idle look at the outbox, p50, history of 50 ",
            "idle look at the outbox, p50, history of 500 ",
            "start and apply 1 events, history of 5 ",
            "start and apply 1 events, history of 50 ",
            "start and apply 1 events, history of 500 ",
            "apply 1 events, history of 5, by hand ",
            "apply 1 events, history of 50, by hand ",
            "apply 1 events, history of 500, by hand ",
            "idle poll of a topic, p50, history of 5 ",
            "idle poll of a topic, p50, history of 50 ",
            "idle poll of a topic, p50, history of 500 ");

    @TempDir
    private Path dir;

    @Test
    void run_withShortHistories_comparesEachWithTheShortest() throws IOException, InterruptedException {
        TinyRun.of("growth", dir).requireRows(ROWS);
    }
}
