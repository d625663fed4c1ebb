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

/**
 * A scene that was run by the command with tiny numbers: whether it runs through. How long anything takes is never a reason to fail.
 *
 * @param table the lines that were printed
 * @param results where everything else was kept
 */
record TinyRun(List<String> table, Path results) {
    private static final Effort TINY =
            new Effort(1, List.of(3, 5), List.of(1, 4), 4, 4, 3, 2, 2, 5, 1_001, List.of(1, 3));

    /** Leaves only the results behind. */
    static TinyRun of(String scene, Path dir) throws IOException, InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        Path results = dir.resolve("results");
        new Bench(new PrintStream(printed, true, UTF_8), new PrintStream(progress, true, UTF_8))
                .run(new Arguments(List.of(scene), TINY, dir, results));
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactly(results);
        }
        return new TinyRun(printed.toString(UTF_8).lines().toList(), results);
    }

    /** Exactly these, in their order. */
    void requireRows(List<String> beginnings) {
        assertThat(table).hasSize(1 + beginnings.size());
        for (int i = 0; i < beginnings.size(); i++) {
            assertThat(table.get(i + 1)).startsWith(beginnings.get(i));
        }
    }
}
