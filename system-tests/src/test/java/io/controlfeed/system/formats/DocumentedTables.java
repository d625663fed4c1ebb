package io.controlfeed.system.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The columns of each database table as docs/formats.md has them: {@code name type}, in their order. */
final class DocumentedTables {
    private static final Path DOCUMENT = Path.of("../docs/formats.md");
    private static final String TABLE = "### ";

    private DocumentedTables() {}

    /** @param typeHeading the heading of the types, which are those of one database */
    static Map<String, List<String>> read(String typeHeading) throws IOException {
        Map<String, List<String>> tables = new TreeMap<>();
        String table = "";
        List<String> headings = List.of();
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("#")) {
                table = line.startsWith(TABLE) ? line.substring(TABLE.length()) : "";
                headings = List.of();
            } else if (!line.startsWith("|")) {
                headings = List.of();
            } else if (headings.isEmpty()) {
                headings = cells(line);
            } else if (!line.startsWith("|-") && headings.get(0).equals("column") && headings.contains(typeHeading)) {
                List<String> cells = cells(line);
                tables.computeIfAbsent(table, first -> new ArrayList<>())
                        .add(column(cells.get(0).replace("`", ""), cells.get(headings.indexOf(typeHeading))));
            }
        }
        return tables;
    }

    static String column(String name, String type) {
        return name + " " + type.toLowerCase(Locale.ROOT);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }
}
