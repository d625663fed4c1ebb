package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the scene runs through. How long anything takes is never a reason to fail. */
final class PublishSceneTest {
    private static final Effort TINY = new Effort(1, List.of(3, 5), List.of(1, 4), 4, 4, 3, 2, 2, 5);

    @TempDir
    private Path dir;

    @Test
    void run_withTinyNumbers_fillsTheWholeTableAndCleansUp() throws IOException, InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        Path json = dir.resolve("samples.json");

        new Bench(new PrintStream(printed, true, UTF_8), new PrintStream(progress, true, UTF_8))
                .run(new Arguments("publish", TINY, dir, json));

        List<String> lines = printed.toString(UTF_8).lines().toList();
        List<String> rows = rows();
        assertThat(lines).hasSize(1 + rows.size());
        for (int i = 0; i < rows.size(); i++) {
            assertThat(lines.get(i + 1)).startsWith(rows.get(i));
        }
        assertThat(Files.readString(json)).contains("\"what\":\"drain, SQLite\"", "publisher");
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactly(json);
        }
    }

    private static List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (String database : List.of("SQLite", "PostgreSQL")) {
            rows.add("drain, " + database + " ");
            rows.add("drain, " + database + ", beside 125 published rows ");
        }
        rows.add("drain, PostgreSQL, beside transaction-outbox ");
        for (String database : List.of("SQLite", "PostgreSQL")) {
            for (String rate : List.of("10", "100", "1,000")) {
                for (String part : List.of("p50", "p99", "max")) {
                    rows.add("commit to seen, " + database + ", " + rate + " events/s, " + part + " ");
                }
            }
        }
        for (String database : List.of("SQLite", "PostgreSQL")) {
            for (String what : List.of("enqueue and commit, ", "enqueue, ")) {
                rows.add(what + database + ", p50 ");
                rows.add(what + database + ", p99 ");
            }
        }
        return rows;
    }
}
