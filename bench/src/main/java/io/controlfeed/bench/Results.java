package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The directory of what was measured last: of each scene the raw samples, a chart, and its part of the page with all tables. */
record Results(Path dir) {
    private static final String HEADING = "## ";
    private static final String INTRODUCTION = """
            # Results

            Made by `bench/run`; [bench/README.md](../README.md) says what each row is and how to read it. A bar is the cost as a multiple of the
            floor's, the same work written by hand: left of 1 is cheaper. The line through its end is the spread of the rounds.

            """;

    static Results in(Path dir) throws IOException {
        return new Results(Files.createDirectories(dir));
    }

    /** Takes the place of what was known of the scene before. */
    void keep(Report report) throws IOException {
        String name = report.scene();
        Files.writeString(dir.resolve(name + ".json"), report.json());
        Files.writeString(dir.resolve(name + ".svg"), new Chart(report).svg());
        SortedMap<String, String> parts = parts();
        parts.put(name, part(report));
        Files.writeString(
                page(),
                INTRODUCTION
                        + parts.entrySet().stream()
                                .map(part -> HEADING + part.getKey() + "\n" + part.getValue())
                                .collect(Collectors.joining()));
    }

    private Path page() {
        return dir.resolve("README.md");
    }

    /** What the page says below the heading of each scene. */
    private SortedMap<String, String> parts() throws IOException {
        SortedMap<String, String> parts = new TreeMap<>();
        if (Files.exists(page())) {
            String[] pieces = Files.readString(page()).split("(?m)^" + HEADING, -1);
            for (int n = 1; n < pieces.length; n++) {
                int endOfName = pieces[n].indexOf('\n');
                parts.put(pieces[n].substring(0, endOfName), pieces[n].substring(endOfName + 1));
            }
        }
        return parts;
    }

    private static String part(Report report) {
        return """

                %1$s, %2$d rounds, on %3$s. Raw samples, machine and versions: [%4$s.json](%4$s.json)

                ![%4$s: cost as a multiple of the floor's](%4$s.svg)

                %5$s
                """.formatted(
                        report.at().toString().substring(0, "2026-11-21".length()),
                        report.effort().rounds(),
                        report.machine().summary(),
                        report.scene(),
                        new Table(List.of(report)).markdown());
    }
}
