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
final class FileFeedSceneTest {
    private static final Effort TINY = new Effort(2, List.of(3, 5), List.of(1, 4), 4, 4, 3, 2, 2, 5);

    private static final List<String> ROWS = List.of(
            "append, durable, batches of 1 ",
            "append, durable, batches of 4 ",
            "append, not durable, batches of 1 ",
            "append, not durable, batches of 4 ",
            "append to seen in another process, durable, p50 ",
            "append to seen in another process, durable, p99 ",
            "append to seen in another process, not durable, p50 ",
            "append to seen in another process, not durable, p99 ",
            "idle poll, 3 events, p50 ",
            "idle poll, 3 events, p99 ",
            "idle poll, 5 events, p50 ",
            "idle poll, 5 events, p99 ",
            "open and first poll, 3 events, p50 ",
            "open and first poll, 3 events, p99 ",
            "open and first poll, 5 events, p50 ",
            "open and first poll, 5 events, p99 ",
            "one append, durable, 3 events, p50 ",
            "one append, durable, 3 events, p99 ",
            "one append, durable, 5 events, p50 ",
            "one append, durable, 5 events, p99 ",
            "one append, not durable, 3 events, p50 ",
            "one append, not durable, 3 events, p99 ",
            "one append, not durable, 5 events, p50 ",
            "one append, not durable, 5 events, p99 ",
            "read from 0, 5 events ");

    @TempDir
    private Path dir;

    @Test
    void run_withTinyNumbers_fillsTheWholeTableAndCleansUp() throws IOException, InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        Path json = dir.resolve("samples.json");

        new Bench(new PrintStream(printed, true, UTF_8), new PrintStream(progress, true, UTF_8))
                .run(new Arguments("feed-file", TINY, dir, json));

        List<String> lines = printed.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(1 + ROWS.size());
        for (int i = 0; i < ROWS.size(); i++) {
            assertThat(lines.get(i + 1)).startsWith(ROWS.get(i));
        }
        assertThat(Files.readString(json)).contains("\"what\":\"read from 0, 5 events\"", "feed-api");
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactly(json);
        }
    }
}
