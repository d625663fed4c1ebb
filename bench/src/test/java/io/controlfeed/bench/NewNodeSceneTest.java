package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the scene runs through. How long anything takes is never a reason to fail. */
final class NewNodeSceneTest {
    private static final Effort TINY = new Effort(2, List.of(3, 5), List.of(1, 4), 4, 4, 3, 2, 2, 5);

    private static final List<String> ROWS = List.of(
            "catch up in 64m of heap, 5 events ", "make a snapshot, 5 events ", "bootstrap from a snapshot, 5 events ");

    @TempDir
    private Path dir;

    @Test
    void run_withTinyNumbers_fillsTheWholeTableAndCleansUp() throws IOException, InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        Path json = dir.resolve("samples.json");

        new Bench(new PrintStream(printed, true, UTF_8), new PrintStream(progress, true, UTF_8))
                .run(new Arguments("new-node", TINY, dir, json));

        List<String> lines = printed.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(1 + ROWS.size());
        for (int i = 0; i < ROWS.size(); i++) {
            assertThat(lines.get(i + 1)).startsWith(ROWS.get(i));
        }
        assertThat(Files.readString(json)).contains("\"what\":\"make a snapshot, 5 events\"", "new-node");
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactly(json);
        }
    }
}
