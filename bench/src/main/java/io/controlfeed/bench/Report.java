package io.controlfeed.bench;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A scene as it was measured: when and where, and each row's number of each round. */
record Report(String scene, Instant at, Effort effort, Machine machine, List<Row> rows) {
    String json() {
        return """
                {"scene":%s,
                "at":%s,
                "effort":%s,
                "machine":%s,
                "rows":[
                %s
                ]}
                """.formatted(
                        quoted(scene),
                        quoted(at.toString()),
                        quoted(effort.toString()),
                        object(machine.facts()),
                        rows.stream().map(Report::row).collect(Collectors.joining(",\n")));
    }

    private static String row(Row row) {
        Samples smallest = row.smallest();
        return "{\"what\":" + quoted(row.what())
                + ",\"unit\":" + quoted(row.measure().unit())
                + ",\"samples\":" + array(row.numbers())
                + ",\"floor\":" + array(row.floor())
                + (smallest == null ? "" : ",\"smallest\":" + array(smallest))
                + "}";
    }

    private static String array(Samples samples) {
        return Arrays.toString(samples.values());
    }

    private static String object(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(fact -> quoted(fact.getKey()) + ":" + quoted(fact.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", c) : Character.toString(c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
