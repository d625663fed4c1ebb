package io.controlfeed.applier.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.applier.projection.Unfitness;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values a column takes, and what SQLite then says that they are. */
final class RowTypesTest {
    @TempDir
    Path directory;

    private RowsNode node;

    @BeforeEach
    void open() throws SQLException {
        node = new RowsNode(directory, "t");
    }

    @AfterEach
    void close() throws SQLException {
        node.close();
    }

    @ParameterizedTest(name = "{0} takes {1}")
    @CsvSource(quoteCharacter = '`', textBlock = """
            INTEGER      | 9223372036854775807       | integer | 9223372036854775807
            INT          | -9223372036854775808      | integer | -9223372036854775808
            INTEGER      | true                      | integer | 1
            INTEGER      | false                     | integer | 0
            INTEGER      | null                      | null    | NULL
            REAL         | 0.1                       | real    | 0.1
            REAL         | 7                         | real    | 7.0
            REAL         | 1.7976931348623157e308    | real    | 1.7976931348623157e+308
            REAL         | 4.9e-324                  | real    | 4.9406564584124654e-324
            REAL         | 0.30000000000000004       | real    | 0.30000000000000004
            REAL         | -9007199254740992         | real    | -9007199254740992.0
            TEXT         | "1e5"                     | text    | '1e5'
            TEXT         | 0.1000000000000000000001  | text    | '0.1000000000000000000001'
            TEXT         | 1.50                      | text    | '1.50'
            TEXT         | 12                        | text    | '12'
            TEXT         | ""                        | text    | ''
            BLOB         | {"$b64":"AAEC/w=="}       | blob    | X'000102FF'
            BLOB         | {"$b64":""}               | blob    | X''
            VARCHAR(9)   | " 7 "                     | text    | ' 7 '
            DECIMAL(9,2) | 1.25                      | real    | 1.25
            DECIMAL(9,2) | 7                         | integer | 7
            BOOLEAN      | true                      | integer | 1
            DATE         | "2026-11-21"              | text    | '2026-11-21'
            ``           | "1"                       | text    | '1'
            ``           | 1                         | integer | 1
            ``           | 1.0                       | real    | 1.0
            ``           | {"$b64":"Zg=="}           | blob    | X'66'
            """, delimiter = '|')
    void taken(String type, String value, String isOfType, String isValue) throws Exception {
        create(type, "");

        node.apply(artifact(value));

        assertThat(node.rows("SELECT typeof(v), quote(v) FROM t")).containsExactly(isOfType + "|" + isValue);
    }

    @ParameterizedTest(name = "STRICT {0} takes {1}")
    @CsvSource(quoteCharacter = '`', textBlock = """
            INTEGER | 7                   | integer | 7
            INT     | true                | integer | 1
            REAL    | 7                   | real    | 7.0
            TEXT    | 1.50                | text    | '1.50'
            BLOB    | {"$b64":"Zg=="}     | blob    | X'66'
            ANY     | "007"               | text    | '007'
            ANY     | 1.0                 | real    | 1.0
            """, delimiter = '|')
    void takenByStrictTables(String type, String value, String isOfType, String isValue) throws Exception {
        create(type, "STRICT");

        node.apply(artifact(value));

        assertThat(node.rows("SELECT typeof(v), quote(v) FROM t")).containsExactly(isOfType + "|" + isValue);
    }

    @ParameterizedTest(name = "{0} refuses {1}")
    @CsvSource(quoteCharacter = '`', textBlock = """
            INTEGER      | "7"                       | takes integers, true and false; not the text '7'
            INTEGER      | 1.0                       | not the number 1.0
            INTEGER      | 1e3                       | not the number 1e3
            INTEGER      | {"$b64":"Zg=="}           | not binary
            INTEGER      | 9223372036854775808       | needs more than 64 bits
            TEXT         | -9223372036854775809      | as text, into a TEXT column
            REAL         | "0.1"                     | not the text '0.1'
            REAL         | true                      | not true
            REAL         | 9223372036854775807       | not 9223372036854775807
            REAL         | 9007199254740993          | not 9007199254740993
            REAL         | 0.1000000000000000000001  | make the column TEXT
            REAL         | 1e400                     | make the column TEXT
            REAL         | 1e-400                    | make the column TEXT
            NUMERIC      | "7"                       | not the text '7'
            NUMERIC      | " +7.e-1 "                | not the text
            NUMERIC      | 12345678901234567.1       | make the column TEXT
            NUMERIC      | {"$b64":"Zg=="}           | not binary
            TEXT         | true                      | not true
            TEXT         | {"$b64":"Zg=="}           | not binary
            BLOB         | "text"                    | not the text 'text'
            BLOB         | 7                         | takes binary: {"$b64":"…"}; not 7
            ``           | 0.1000000000000000000001  | make the column TEXT
            TEXT         | {"a":1}                   | an object other than {"$b64":"…"}
            TEXT         | {}                        | an object other than {"$b64":"…"}
            BLOB         | {"$b64":"Zg==","x":1}     | an object other than {"$b64":"…"}
            BLOB         | {"$b64":7}                | an object other than {"$b64":"…"}
            BLOB         | {"$b64":"?"}              | no base64
            TEXT         | ["a"]                     | it is an array
            TEXT         | 1e999999999               | more than 3 digits
            TEXT         | "a\\u0000b"               | U+0000
            TEXT         | "a\\ud800b"               | lone surrogate
            TEXT         | "\\udc00\\ud800"          | lone surrogate
            """, delimiter = '|')
    void refused(String type, String value, String said) throws Exception {
        create(type, "");

        assertThatThrownBy(() -> node.apply(artifact(value)))
                .isInstanceOfSatisfying(
                        UnfitEventException.class,
                        unfit -> assertThat(unfit.kind()).isEqualTo(Unfitness.BAD_CONTENT))
                .hasMessageStartingWith("change 1, row 1, column 'v': ")
                .hasMessageContaining(said);
        assertThat(node.rows("SELECT * FROM t")).isEmpty();
    }

    @Test
    void textThatANumericColumnTakes_isWhatSqliteLeavesAsText() throws Exception {
        String alphabet = "0123456789012345678901234567890123456789..eE+- \t\n\u000B\u00A0_xinfa";
        long seed = System.nanoTime();
        Random random = new Random(seed);
        create("NUMERIC", "");
        node.connection().setAutoCommit(false);
        try (var insert = node.connection().prepareStatement("INSERT INTO t (v) VALUES (?)")) {
            for (int i = 0; i < 50_000; i++) {
                StringBuilder text = new StringBuilder();
                for (int length = random.nextInt(7); length >= 0; length--) {
                    text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                if (ColumnType.NUMERIC.stored(text.toString()) != null) {
                    insert.setString(1, text.toString());
                    insert.executeUpdate();
                }
            }
        }

        assertThat(node.rows("SELECT count(*) > 1000 FROM t")).containsExactly("1");
        assertThat(node.rows("SELECT quote(v) FROM t WHERE typeof(v) <> 'text'"))
                .as("seed %d", seed)
                .isEmpty();
    }

    private void create(String type, String options) throws SQLException {
        node.execute("DROP TABLE IF EXISTS t", "CREATE TABLE t (id INTEGER PRIMARY KEY, v " + type + ") " + options);
    }

    private static String artifact(String value) {
        return "{\"changes\":[{\"table\":\"t\",\"op\":\"upsert\",\"pk\":[\"id\"],\"rows\":[{\"id\":1,\"v\":" + value
                + "}]}]}";
    }
}
