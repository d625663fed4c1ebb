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
final class PoisonSceneTest {
    private static final Effort TINY = new Effort(2, List.of(3, 5), List.of(1, 4), 4, 4, 3, 2, 2, 5);

    @TempDir
    private Path dir;

    @Test
    void run_withTinyNumbers_publishesAndAppliesAllThatIsNoPoison() throws IOException, InterruptedException {
        ByteArrayOutputStream progress = new ByteArrayOutputStream();

        List<Row> rows = new PoisonScene().run(TINY, dir, new Progress(new PrintStream(progress, true, UTF_8)));

        assertThat(rows)
                .extracting(Row::what)
                .containsExactly(
                        "drain, all events on one subject",
                        "drain, one of 10 rows is poison",
                        "apply, all events on one subject",
                        "apply, one of 10 events is poison");
    }
}
