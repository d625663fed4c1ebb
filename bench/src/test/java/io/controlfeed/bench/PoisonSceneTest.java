package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PoisonSceneTest {
    private static final List<String> ROWS = List.of(
            "drain, all events on one subject ",
            "drain, one of 10 rows is poison ",
            "apply, all events on one subject ",
            "apply, one of 10 events is poison ");

    @TempDir
    private Path dir;

    @Test
    void run_withTinyNumbers_publishesAndAppliesAllThatIsNoPoison() throws IOException, InterruptedException {
        TinyRun.of("poison", dir).requireRows(ROWS);
    }
}
