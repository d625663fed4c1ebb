package io.controlfeed.applier.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.controlfeed.applier.projection.UnfitEventException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a rows artifact, strictly: what is not understood, or stands there twice, is refused by its name. */
final class RowsReader {
    private static final String FORMAT =
            "A rows artifact is {\"changes\":[{\"table\":…,\"op\":\"upsert\"|\"delete\",\"pk\":[…],\"rows\":[{…}]}]} in UTF-8.";
    private static final char REPLACEMENT = '\uFFFD';
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int SHOWN = 200;

    // Nothing of one artifact stays for the next: a table of names that all of them share is filled, and can be broken,
    // by each of them.
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(RowsLimits.DEPTH)
                    .maxNumberLength(RowsLimits.DIGITS)
                    .maxStringLength(RowsLimits.TEXT)
                    .build())
            .build();

    private final JsonParser json;
    private final CellReader cell;
    private final AllowedTables tables;
    private final RowsBuilder rows = new RowsBuilder();
    private int change;
    private int row;

    private RowsReader(JsonParser json, AllowedTables tables) {
        this.json = json;
        this.cell = new CellReader(json);
        this.tables = tables;
    }

    /**
     * Reads all of it.
     *
     * @throws UnfitEventException that says what is wrong, and where
     */
    static List<TableChange> read(byte[] utf8, AllowedTables tables) {
        try (JsonParser json = JSON.createParser(text(utf8))) {
            RowsReader reader = new RowsReader(json, tables);
            try {
                return reader.document();
            } catch (StreamConstraintsException tooMuch) {
                throw reader.spot().bad(tooMuch(tooMuch), "Write less at once, or in parts.", tooMuch);
            } catch (JsonProcessingException noJson) {
                throw reader.spot().bad(noJson(noJson), FORMAT, noJson);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("the artifact is in memory, and cannot be read", impossible);
        }
    }

    private static String text(byte[] utf8) {
        String text = new String(utf8, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            try {
                UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            } catch (CharacterCodingException notUtf8) {
                throw Spot.DOCUMENT.bad("its bytes are not UTF-8", "Encode it as UTF-8.", notUtf8);
            }
        }
        if (text.indexOf(BYTE_ORDER_MARK) == 0) {
            throw Spot.DOCUMENT.bad("it begins with a byte order mark", "Save it as UTF-8 without one (BOM).");
        }
        return text;
    }

    private static String tooMuch(StreamConstraintsException tooMuch) {
        // The rest names a method of the parser.
        return "it goes beyond the limits: " + tooMuch.getOriginalMessage().replaceAll(", from `[^`]*`", "");
    }

    private static String noJson(JsonProcessingException noJson) {
        JsonLocation at = noJson.getLocation();
        return "it is no JSON" + (at == null ? "" : " in line " + at.getLineNr() + ", character " + at.getColumnNr())
                + ": " + Identifier.printable(noJson.getOriginalMessage(), SHOWN);
    }

    private List<TableChange> document() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw Spot.DOCUMENT.bad("it is no JSON object", FORMAT);
        }
        List<TableChange> changes = null;
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            if (!member.equals("changes")) {
                throw unknown(member, "changes");
            }
            requireFirst(changes, member);
            changes = changes();
        }
        List<TableChange> all = given(changes, "changes");
        if (json.nextToken() != null) {
            throw Spot.DOCUMENT.bad("something stands behind its end", "Let it be one JSON object, and nothing else.");
        }
        return all;
    }

    private List<TableChange> changes() throws IOException {
        beginArray("changes");
        List<TableChange> changes = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            change++;
            row = 0;
            if (change > RowsLimits.CHANGES) {
                throw spot().bad("there are more than " + RowsLimits.CHANGES, "Divide them among several events.");
            }
            changes.add(change());
        }
        change = 0;
        return changes;
    }

    private TableChange change() throws IOException {
        requireObject();
        String table = null;
        Operation operation = null;
        List<String> key = null;
        TableChange.Rows content = null;
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            switch (member) {
                case "table" -> {
                    requireFirst(table, member);
                    table = table();
                }
                case "op" -> {
                    requireFirst(operation, member);
                    operation = operation();
                }
                case "pk" -> {
                    requireFirst(key, member);
                    key = key();
                }
                case "rows" -> {
                    requireFirst(content, member);
                    content = rows();
                }
                default -> throw unknown(member, "table, op, pk and rows");
            }
        }
        TableChange read = new TableChange(
                given(operation, "op"), given(table, "table"), given(key, "pk"), given(content, "rows"));
        read.requireKeys(change);
        return read;
    }

    private String table() throws IOException {
        String table = string("table");
        if (!tables.contains(table)) {
            throw spot().notAllowed(
                            "this node lets no artifact write table " + Identifier.shown(table),
                            "Add it to allow-table if it should; allowed: " + String.join(", ", tables.names()) + ".");
        }
        return table;
    }

    private Operation operation() throws IOException {
        String word = string("op");
        Operation operation = Operation.of(word);
        if (operation == null) {
            throw spot().bad("op is " + Identifier.shown(word), "It is \"upsert\" or \"delete\".");
        }
        return operation;
    }

    private List<String> key() throws IOException {
        beginArray("pk");
        List<String> key = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_STRING || key.size() == RowsLimits.KEY) {
                throw spot().bad(
                                "pk is no list of column names, " + RowsLimits.KEY + " at most",
                                "Name the columns of the table's primary key.");
            }
            key.add(json.getText());
        }
        if (key.isEmpty()) {
            throw spot().bad("pk is empty", "Name the columns of the table's primary key.");
        }
        RowsBuilder.requireNoneTwice(key, spot());
        return key;
    }

    private TableChange.Rows rows() throws IOException {
        beginArray("rows");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            row++;
            requireObject();
            rows.row();
            if (rows.rows() > RowsLimits.ROWS) {
                throw spot().bad(
                                "the artifact has more than " + RowsLimits.ROWS + " rows",
                                "Divide them among several events.");
            }
            row(rows);
        }
        row = 0;
        return rows.take();
    }

    private void row(RowsBuilder builder) throws IOException {
        for (String column = json.nextFieldName(); column != null; column = json.nextFieldName()) {
            if (builder.columns() == RowsLimits.COLUMNS) {
                throw spot().bad(
                                "it has more than " + RowsLimits.COLUMNS + " columns",
                                "No table of SQLite has so many.");
            }
            if (column.length() > RowsLimits.NAME) {
                throw spot().inColumn(column)
                        .bad(
                                "its name has " + column.length() + " characters, and " + RowsLimits.NAME
                                        + " are allowed",
                                "Let the names of columns be short.");
            }
            builder.column(column);
            builder.value(cell.read(change, row, column));
        }
        builder.endRow(spot());
    }

    private String string(String member) throws IOException {
        if (json.nextToken() != JsonToken.VALUE_STRING) {
            throw spot().bad("'" + member + "' is no text", FORMAT);
        }
        return json.getText();
    }

    private void beginArray(String member) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw spot().bad("'" + member + "' is no array", FORMAT);
        }
    }

    private void requireObject() {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw spot().bad("it is no object", FORMAT);
        }
    }

    private <T> T given(@Nullable T value, String member) {
        if (value == null) {
            throw spot().bad("'" + member + "' is missing", FORMAT);
        }
        return value;
    }

    private void requireFirst(@Nullable Object earlier, String member) {
        if (earlier != null) {
            throw spot().bad("'" + member + "' stands there twice", "Let it stand there once.");
        }
    }

    private UnfitEventException unknown(String member, String known) {
        return spot().bad("there is no member " + Identifier.shown(member), "Remove it; known: " + known + ".");
    }

    private Spot spot() {
        return new Spot(change, row, null);
    }
}
