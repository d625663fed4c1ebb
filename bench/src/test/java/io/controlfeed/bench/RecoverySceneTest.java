package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Whether the scene runs through. How long anything takes is never a reason to fail. */
final class RecoverySceneTest {
    private static final Effort TINY = new Effort(1, List.of(3, 5), List.of(1, 4), 4, 4, 3, 2, 2, 5);

    @TempDir
    private Path dir;

    @Test
    @EnabledIfSystemProperty(
            named = "chaos",
            matches = "full",
            disabledReason = "twelve processes are killed and come back: three minutes")
    void run_withOneRound_recoversFromEachKill() throws IOException, InterruptedException {
        ByteArrayOutputStream progress = new ByteArrayOutputStream();

        List<Row> rows = new RecoveryScene().run(TINY, dir, new Progress(new PrintStream(progress, true, UTF_8)));

        assertThat(rows)
                .extracting(Row::what)
                .containsExactly(
                        "pump killed, standby beside it, until an event is applied",
                        "node killed, until an event is applied",
                        "leading broker killed, until an event is applied");
        assertThat(rows).allSatisfy(row -> assertThat(row.numbers().min()).isPositive());
    }
}
