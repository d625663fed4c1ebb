package io.controlfeed.applier.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random rows, written and read back, are the same. */
final class RowsRoundTripTest {
    private static final List<String> COLUMNS = List.of("i", "r", "n", "t", "b", "x");

    @TempDir
    Path directory;

    private final long seed = Long.getLong("chaos.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void randomRows_comeBackAsTheyWere() throws Exception {
        try (RowsNode node = new RowsNode(
                directory,
                "t",
                "CREATE TABLE t (id INTEGER PRIMARY KEY, i INTEGER, r REAL, n NUMERIC, t TEXT, b BLOB, x)")) {
            SortedMap<Long, Map<String, @Nullable Object>> expected = new TreeMap<>();
            for (int artifact = 0; artifact < 40; artifact++) {
                node.apply(artifact(expected), null);
            }
            try (Statement statement = node.connection().createStatement();
                    ResultSet rows = statement.executeQuery("SELECT id, i, r, n, t, b, x FROM t ORDER BY id")) {
                for (var row : expected.entrySet()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getLong("id")).isEqualTo(row.getKey());
                    for (String column : COLUMNS) {
                        Object value = row.getValue().get(column);
                        assertThat(found(rows, column, value))
                                .as("row %d, column %s, seed %d", row.getKey(), column, seed)
                                .isEqualTo(value);
                    }
                }
                assertThat(rows.next()).isFalse();
            }
        }
    }

    /** What is there, in the form in which the expected value is held: a number as it was written, bytes as their digits. */
    private static @Nullable Object found(ResultSet rows, String column, @Nullable Object expected)
            throws SQLException {
        Object found = rows.getObject(column);
        if (found instanceof byte[] bytes) {
            return "x" + HexFormat.of().formatHex(bytes);
        }
        if (expected instanceof BigDecimal number && found instanceof Number) {
            return rows.getDouble(column) == number.doubleValue() ? number : found;
        }
        return found instanceof Integer ? rows.getLong(column) : found;
    }

    /** Writes an artifact, and into the expected rows what it does to them. */
    private byte[] artifact(Map<Long, Map<String, @Nullable Object>> expected) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonFactory factory = JsonFactory.builder()
                .configure(JsonWriteFeature.ESCAPE_NON_ASCII, random.nextBoolean())
                .build();
        try (JsonGenerator json = factory.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("changes");
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                boolean isDelete = random.nextInt(5) == 0;
                json.writeStartObject();
                json.writeStringField("table", random.nextBoolean() ? "t" : "T");
                json.writeArrayFieldStart("rows");
                for (int rows = random.nextInt(60); rows >= 0; rows--) {
                    json.writeStartObject();
                    long id = random.nextInt(100);
                    json.writeNumberField("id", id);
                    if (isDelete) {
                        expected.remove(id);
                    } else {
                        upsert(json, expected.computeIfAbsent(id, absent -> new LinkedHashMap<>()));
                    }
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeStringField("op", isDelete ? "delete" : "upsert");
                json.writeArrayFieldStart("pk");
                json.writeString("id");
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void upsert(JsonGenerator json, Map<String, @Nullable Object> row) throws IOException {
        for (String column : COLUMNS) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            json.writeFieldName(column);
            if (random.nextInt(10) == 0) {
                json.writeNull();
                row.put(column, null);
            } else {
                row.put(column, value(json, column));
            }
        }
    }

    private Object value(JsonGenerator json, String column) throws IOException {
        return switch (column) {
            case "i" -> integer(json);
            case "r" -> decimal(json);
            case "n" -> random.nextBoolean() ? decimal(json) : text(json, "not " + text());
            case "t" ->
                random.nextBoolean() ? text(json, text()) : decimal(json).toString();
            case "b" -> binary(json);
            default ->
                switch (random.nextInt(4)) {
                    case 0 -> integer(json);
                    case 1 -> decimal(json);
                    case 2 -> text(json, text());
                    default -> binary(json);
                };
        };
    }

    private Long integer(JsonGenerator json) throws IOException {
        long integer = random.nextLong() >> random.nextInt(64);
        json.writeNumber(integer);
        return integer;
    }

    private BigDecimal decimal(JsonGenerator json) throws IOException {
        double any = Double.longBitsToDouble(random.nextLong());
        double real = random.nextBoolean() && Double.isFinite(any) ? any : random.nextInt(100_000) / 100.0;
        // As printers of doubles round; of two numbers that are equally near, the other is not taken.
        BigDecimal number = new BigDecimal(real).round(new MathContext(17, RoundingMode.HALF_EVEN));
        String text = number.toString();
        number = new BigDecimal(text.contains(".") || text.contains("E") ? text : text + ".0");
        json.writeNumber(number.toString());
        return number;
    }

    private String text(JsonGenerator json, String text) throws IOException {
        json.writeString(text);
        return text;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            int codePoint = 1
                    + random.nextInt(
                            switch (random.nextInt(3)) {
                                case 0 -> 0x7F;
                                case 1 -> 0xFFFF;
                                default -> Character.MAX_CODE_POINT;
                            });
            text.appendCodePoint(Character.getType(codePoint) == Character.SURROGATE ? '\uFFFD' : codePoint);
        }
        return text.toString();
    }

    private String binary(JsonGenerator json) throws IOException {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        json.writeStartObject();
        json.writeStringField("$b64", Base64.getEncoder().encodeToString(bytes));
        json.writeEndObject();
        return "x" + HexFormat.of().formatHex(bytes);
    }
}
