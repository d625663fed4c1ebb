package io.controlfeed.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows as text, one line each, in columns. */
record Table(List<Row> rows) {
    private static final List<String> HEADINGS =
            List.of("what", "unit", "median", "min", "max", "floor", "x floor", "x smallest");

    String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADINGS);
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = new int[HEADINGS.size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String gap = " ".repeat(widths[column] - line.get(column).length());
                padded.append(column < 2 ? line.get(column) + gap : gap + line.get(column))
                        .append("  ");
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
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
                ratio(row.timesFloor()),
                timesSmallest == null ? "" : ratio(timesSmallest));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
