package io.controlfeed.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A scene as a picture: for each row a bar from 1 to its cost in floors, on a logarithmic scale, and the spread of its rounds. */
record Chart(Report report) {
    private static final int WIDTH = 960;
    private static final int RIGHT = 880;
    private static final int TOP = 62;
    private static final int LINE = 20;
    private static final int BAR = 12;
    private static final double WIDTH_OF_A_LETTER = 6.4;
    private static final String STYLE = """
            text { font: 12px system-ui, sans-serif; fill: #24292f }
            .title { font-size: 15px; font-weight: 600 }
            .number { text-anchor: end }
            .tick { text-anchor: middle; fill: #57606a }
            .better { fill: #1a7f64 }
            .worse { fill: #c2571a }
            .grid { stroke: #d0d7de }
            .floor { stroke: #57606a; stroke-width: 2 }
            .spread { stroke: #24292f }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 }
              .tick { fill: #9198a1 }
              .better { fill: #3fb68b }
              .worse { fill: #e8833a }
              .grid { stroke: #3d444d }
              .floor { stroke: #9198a1 }
              .spread { stroke: #e6edf3 }
            }
            """;

    String svg() {
        List<Row> rows = report.rows();
        int bottom = TOP + LINE * rows.size();
        LogScale scale = LogScale.over(
                rows.stream().map(Row::timesFloor).toList(), WIDTH_OF_A_LETTER * longestName() + 20, RIGHT);
        StringBuilder svg = new StringBuilder(format("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
                <title>%3$s: cost as a multiple of the floor's</title>
                <style>
                %4$s</style>
                <text class="title" x="10" y="22">%3$s: cost as a multiple of the floor's, left of 1 is cheaper</text>
                """, WIDTH, bottom + 10, escaped(report.scene()), STYLE));
        for (double tick : scale.ticks()) {
            double x = scale.x(tick);
            svg.append(
                    format("<text class=\"tick\" x=\"%.1f\" y=\"%d\">%s</text>%n", x, TOP - 10, LogScale.name(tick)));
            svg.append(vertical(tick == 1 ? "floor" : "grid", x, TOP - 4, bottom));
        }
        for (int n = 0; n < rows.size(); n++) {
            svg.append(bar(rows.get(n), scale, TOP + LINE * n + LINE / 2));
        }
        return svg.append("</svg>\n").toString();
    }

    private int longestName() {
        return report.rows().stream().mapToInt(row -> row.what().length()).max().orElse(0);
    }

    private static String bar(Row row, LogScale scale, int middle) {
        Samples costs = row.timesFloor();
        double cost = scale.x(costs.median());
        double one = scale.x(1);
        double from = scale.x(costs.min());
        double to = scale.x(costs.max());
        return format(
                """
                <g class="row">
                <text x="10" y="%d">%s</text>
                <rect class="%s" x="%.1f" y="%d" width="%.1f" height="%d"/>
                <path class="spread" d="M%.1f %dH%.1fM%.1f %dv6M%.1f %dv6"/>
                <text class="number" x="%d" y="%d">%s</text>
                </g>
                """,
                middle + 4,
                escaped(row.what()),
                costs.median() > 1 ? "worse" : "better",
                Math.min(cost, one),
                middle - BAR / 2,
                Math.max(1, Math.abs(cost - one)),
                BAR,
                from,
                middle,
                to,
                from,
                middle - 3,
                to,
                middle - 3,
                WIDTH - 10,
                middle + 4,
                Table.ratio(costs.median()));
    }

    private static String vertical(String kind, double x, int from, int to) {
        return format("<path class=\"%s\" d=\"M%.1f %dV%d\"/>%n", kind, x, from, to);
    }

    private static String format(String template, Object... values) {
        return String.format(Locale.ROOT, template, values);
    }

    private static String escaped(String text) {
        return text.chars()
                .mapToObj(c -> "<>&\"".indexOf(c) < 0 ? Character.toString(c) : "&#" + c + ";")
                .collect(Collectors.joining());
    }
}
