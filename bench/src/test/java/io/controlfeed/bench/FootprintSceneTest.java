package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Whether the scene runs through. How long anything takes is never a reason to fail. */
final class FootprintSceneTest {
    private static final Effort TINY = new Effort(1, List.of(3, 5), List.of(1, 4), 4, 4, 3, 2, 2, 5);

    @TempDir
    private Path dir;

    @Test
    @EnabledIfSystemProperty(
            named = "chaos",
            matches = "full",
            disabledReason = "eight processes are watched while they rest: more than a minute")
    void run_withOneRound_watchesANodeAndAPump() throws IOException, InterruptedException {
        ByteArrayOutputStream progress = new ByteArrayOutputStream();

        List<Row> rows = new FootprintScene().run(TINY, dir, new Progress(new PrintStream(progress, true, UTF_8)));

        assertThat(rows)
                .extracting(Row::what)
                .containsExactlyElementsOf(Stream.of("idle node", "idle pump")
                        .flatMap(who -> Stream.of(", start to ready", ", resident memory", ", CPU")
                                .map(what -> who + what))
                        .toList());
    }
}
