package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

final class RecoverySceneTest {
    private static final List<String> ROWS = List.of(
            "pump killed, standby beside it, until an event is applied ",
            "node killed, until an event is applied ",
            "leading broker killed, until an event is applied ");

    @TempDir
    private Path dir;

    @Test
    @EnabledIfSystemProperty(
            named = "chaos",
            matches = "full",
            disabledReason = "twelve processes are killed and come back: three minutes")
    void run_withOneRound_recoversFromEachKill() throws IOException, InterruptedException {
        TinyRun.of("recovery", dir).requireRows(ROWS);
    }
}
