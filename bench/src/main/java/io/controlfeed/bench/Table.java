package io.controlfeed.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was measured as one table: a line for each row, and above them the name of their scene. */
record Table(List<Report> reports) {
    private static final int WORDS = 2;

    /** For a terminal, in columns of equal width. */
    String text() {
        List<List<String>> lines = lines();
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String gap = " ".repeat(widths[column] - line.get(column).length());
                padded.append(column < WORDS ? line.get(column) + gap : gap + line.get(column))
                        .append("  ");
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** For a page. */
    String markdown() {
        List<String> lines = lines().stream()
                .map(cells -> "| " + String.join(" | ", cells) + " |\n")
                .collect(Collectors.toCollection(ArrayList::new));
        lines.add(1, "|---|---|--:|--:|--:|--:|--:|--:|\n");
        return String.join("", lines);
    }

    private List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>();
        for (Report report : reports) {
            lines.add(List.of(report.scene(), "unit", "median", "min", "max", "floor", "x floor", "x smallest"));
            report.rows().forEach(row -> lines.add(cells(row)));
        }
        return lines;
    }

    private static List<String> cells(Row row) {
        Double timesSmallest = row.timesSmallest();
        return List.of(
                row.what(),
                row.measure().unit(),
                number(row.numbers().median()),
                number(row.numbers().min()),
                number(row.numbers().max()),
                number(row.floor().median()),
                ratio(row.timesFloor().median()),
                timesSmallest == null ? "" : ratio(timesSmallest));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
