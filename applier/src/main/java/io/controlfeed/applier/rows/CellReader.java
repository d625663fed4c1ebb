package io.controlfeed.applier.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import io.controlfeed.applier.projection.UnfitEventException;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads the value of one column. */
final class CellReader {
    private static final String BINARY = "$b64";

    private final JsonParser json;
    private int change;
    private int row;
    private String column = "";

    CellReader(JsonParser json) {
        this.json = json;
    }

    /** What comes next in the artifact; where that is, is for messages. */
    @Nullable
    Object read(int inChange, int inRow, String inColumn) throws IOException {
        change = inChange;
        row = inRow;
        column = inColumn;
        return switch (json.nextToken()) {
            case VALUE_STRING -> text();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case START_OBJECT -> binary();
            default ->
                throw bad("it is an array", "A column takes text, a number, true, false, null or {\"$b64\":\"…\"}.");
        };
    }

    private String text() throws IOException {
        String text = json.getText();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw bad("its text holds U+0000, where text ends for SQLite", "Write binary as {\"$b64\":\"…\"}.");
            }
            if (Character.isSurrogate(c) && !isPair(text, i++)) {
                throw bad("its text holds half a character (a lone surrogate)", "Write binary as {\"$b64\":\"…\"}.");
            }
        }
        return text;
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    private Long integer() throws IOException {
        if (json.getNumberType() == NumberType.BIG_INTEGER) {
            throw bad(
                    "the integer " + Identifier.shown(json.getText()) + " needs more than 64 bits",
                    "Write it as text, into a TEXT column.");
        }
        return json.getLongValue();
    }

    private Decimal decimal() throws IOException {
        String text = json.getText();
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (exponent >= 0 && digits(text, exponent + 1) > RowsLimits.EXPONENT_DIGITS) {
            throw bad(
                    "the exponent of " + Identifier.shown(text) + " has more than " + RowsLimits.EXPONENT_DIGITS
                            + " digits",
                    "Write it as text, into a TEXT column.");
        }
        return Decimal.of(text);
    }

    private static int digits(String text, int from) {
        boolean isSigned = text.charAt(from) == '-' || text.charAt(from) == '+';
        return text.length() - from - (isSigned ? 1 : 0);
    }

    private byte[] binary() throws IOException {
        String member = json.nextFieldName();
        if (member == null || !member.equals(BINARY) || json.nextToken() != JsonToken.VALUE_STRING) {
            throw notBinary();
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(json.getText());
        } catch (IllegalArgumentException noBase64) {
            throw bad("its $b64 is no base64", "Encode it with A–Z, a–z, 0–9, +, / and = (RFC 4648, section 4).");
        }
        if (json.nextToken() != JsonToken.END_OBJECT) {
            throw notBinary();
        }
        return bytes;
    }

    private UnfitEventException notBinary() {
        return bad("it is an object other than {\"$b64\":\"…\"}", "Write a JSON document as text.");
    }

    private UnfitEventException bad(String reason, String hint) {
        return new Spot(change, row, column).bad(reason, hint);
    }
}
