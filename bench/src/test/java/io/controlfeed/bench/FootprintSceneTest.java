package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

final class FootprintSceneTest {
    private static final List<String> ROWS = List.of(
            "idle node, start to ready ",
            "idle node, resident memory ",
            "idle node, CPU ",
            "idle pump, start to ready ",
            "idle pump, resident memory ",
            "idle pump, CPU ");

    @TempDir
    private Path dir;

    @Test
    @EnabledIfSystemProperty(
            named = "chaos",
            matches = "full",
            disabledReason = "eight processes are watched while they rest: more than a minute")
    void run_withOneRound_watchesANodeAndAPump() throws IOException, InterruptedException {
        TinyRun.of("footprint", dir).requireRows(ROWS);
    }
}
