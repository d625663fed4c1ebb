package io.controlfeed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileFeedSceneTest {
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
    void run_withTinyNumbers_fillsTheWholeTable() throws IOException, InterruptedException {
        TinyRun run = TinyRun.of("feed-file", dir);

        run.requireRows(ROWS);
        assertThat(run.results().resolve("feed-file.json"))
                .content()
                .contains("\"what\":\"read from 0, 5 events\"", "feed-api");
        assertThat(run.results().resolve("feed-file.svg")).content().contains("read from 0, 5 events");
        assertThat(run.results().resolve("README.md")).content().contains("## feed-file", "| read from 0, 5 events |");
    }
}
