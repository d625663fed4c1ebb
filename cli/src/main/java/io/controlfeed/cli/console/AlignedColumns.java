package io.controlfeed.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lays rows out in columns. Remembers how wide each column was, so that rows which come later stand below those before. */
public final class AlignedColumns {
    private static final String GAP = "  ";

    private final List<Integer> widths = new ArrayList<>();

    public List<String> lines(List<String> header, List<List<String>> rows) {
        return lines(Stream.concat(Stream.of(header), rows.stream()).toList());
    }

    public List<String> lines(List<List<String>> rows) {
        rows.forEach(this::widen);
        return rows.stream().map(this::line).toList();
    }

    private void widen(List<String> row) {
        for (int i = 0; i < row.size(); i++) {
            if (i == widths.size()) {
                widths.add(0);
            }
            widths.set(i, Math.max(widths.get(i), width(row.get(i))));
        }
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i));
            line.append(" ".repeat(widths.get(i) - width(row.get(i)))).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
