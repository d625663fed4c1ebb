package io.controlfeed.applier.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.applier.projection.Unfitness;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an artifact says, it is refused with a reason, and no byte of the node's file changes. */
final class HostileArtifactTest {
    /** Behind a good change and a good row: what was written before it is undone. */
    private static final String GOOD = "{'table':'t','op':'upsert','pk':['id'],'rows':[{'id':1,'v':'x'}]}";

    @TempDir
    Path directory;

    private RowsNode node;

    @BeforeEach
    void open() throws SQLException {
        node = new RowsNode(
                directory, "t", "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)", "CREATE TABLE secret (id)");
    }

    @AfterEach
    void close() throws SQLException {
        node.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("artifacts")
    void refused(String what, byte[] artifact, Unfitness kind, String said) throws Exception {
        var before = node.bytes();

        assertThatThrownBy(() -> node.apply(artifact, "application/json"))
                .isInstanceOfSatisfying(UnfitEventException.class, unfit -> {
                    assertThat(unfit.kind()).isEqualTo(kind);
                    assertThat(unfit.reason()).doesNotEndWith(".").doesNotContain("\n");
                    assertThat(unfit.hint()).endsWith(".");
                    assertThat(unfit.getMessage()).hasSizeLessThan(1_000);
                })
                .hasMessageContaining(said);

        assertThat(node.bytes()).isEqualTo(before);
    }

    static Stream<Arguments> artifacts() {
        return Stream.of(
                change(
                        "another table",
                        "'table':'secret','op':'delete','pk':['id'],'rows':[]",
                        Unfitness.NOT_ALLOWED,
                        "change 2: this node lets no artifact write table 'secret'"),
                change("a table of the applier", "'table':'applied_events'", Unfitness.NOT_ALLOWED, "allowed: t."),
                change("a table that looks alike", "'table':'\u0442'", Unfitness.NOT_ALLOWED, "allowed: t."),
                change("a table in another schema", "'table':'main.t'", Unfitness.NOT_ALLOWED, "'main.t'"),
                change("SQL as a table", "'table':'t; DROP TABLE secret; --'", Unfitness.NOT_ALLOWED, "DROP TABLE"),
                change(
                        "a log line as a table",
                        "'table':'t\\nERROR \\u202Eall is lost'",
                        Unfitness.NOT_ALLOWED,
                        "'t?ERROR ?all is lost'"),
                row(
                        "SQL as a column",
                        "'id':2,'v) VALUES (1, 2); DROP TABLE secret; --':1",
                        Unfitness.NO_SUCH_PLACE,
                        "there are: id, v."),
                row("SQL as a quoted column", "'id':2,'v\\\" = \\\"':1", Unfitness.NO_SUCH_PLACE, "no such column"),
                row("the row's number", "'id':2,'rowid':3", Unfitness.NO_SUCH_PLACE, "column 'rowid'"),
                change(
                        "SQL as a key",
                        "'table':'t','op':'delete','pk':['id\\\" OR 1=1 --'],'rows':[{'id\\\" OR 1=1 --':1}]",
                        Unfitness.NO_SUCH_PLACE,
                        "no such column"),
                change("no key", "'table':'t','op':'delete','pk':[],'rows':[{}]", Unfitness.BAD_CONTENT, "pk is empty"),
                change(
                        "a delete of more than the key",
                        "'table':'t','op':'delete','pk':['id'],'rows':[{'id':1,'v':'x'}]",
                        Unfitness.BAD_CONTENT,
                        "more columns than pk"),
                change(
                        "a key twice",
                        "'table':'t','op':'delete','pk':['id','ID'],'rows':[]",
                        Unfitness.BAD_CONTENT,
                        "column 'ID': it is named twice"),
                change(
                        "numbers as a key",
                        "'table':'t','op':'delete','pk':[1],'rows':[]",
                        Unfitness.BAD_CONTENT,
                        "no list of column names"),
                row("no key in a row", "'v':'x'", Unfitness.BAD_CONTENT, "change 2, row 2, column 'id': it is missing"),
                change(
                        "a row of nothing",
                        "'table':'t','op':'upsert','pk':['id'],'rows':[{}]",
                        Unfitness.BAD_CONTENT,
                        "change 2, row 1, column 'id': it is missing"),
                document(
                        "a row of nothing at first",
                        "{'changes':[{'table':'t','op':'delete','pk':['id'],'rows':[{}]}]}",
                        "change 1, row 1, column 'id': it is missing"),
                row(
                        "null as a key",
                        "'id':null,'v':'x'",
                        Unfitness.BAD_CONTENT,
                        "change 2, row 2, column 'id': it is null"),
                row(
                        "text as a number",
                        "'id':'1 OR 1=1'",
                        Unfitness.BAD_CONTENT,
                        "change 2, row 2, column 'id': in table 't' it is INTEGER"),
                row(
                        "a column twice",
                        "'id':2,'v':'x','v':'y'",
                        Unfitness.BAD_CONTENT,
                        "change 2, row 2, column 'v': it is named twice"),
                row(
                        "a column twice, once in capitals",
                        "'id':2,'v':'x','V':'y'",
                        Unfitness.BAD_CONTENT,
                        "column 'V': it is named twice"),
                row("a huge number", "'id':1e999999999", Unfitness.BAD_CONTENT, "exponent"),
                row(
                        "a long number",
                        "'id':" + "9".repeat(1_000_000),
                        Unfitness.BAD_CONTENT,
                        "beyond the limits: Number value length (1000000)"),
                row(
                        "a long name",
                        "'id':2,'" + "v".repeat(RowsLimits.NAME + 1) + "':1",
                        Unfitness.BAD_CONTENT,
                        "its name has 257 characters, and 256 are allowed"),
                row(
                        "an endless name",
                        "'id':2,'" + "v".repeat(1_000_000) + "':1",
                        Unfitness.BAD_CONTENT,
                        "beyond the limits: Name length"),
                row(
                        "a long text",
                        "'id':2,'v':'" + "v".repeat(RowsLimits.TEXT + 1) + "'",
                        Unfitness.BAD_CONTENT,
                        "beyond the limits: String value length"),
                row("no number", "'id':NaN", Unfitness.BAD_CONTENT, "no JSON in line 1"),
                row("a comment", "'id':/* */1", Unfitness.BAD_CONTENT, "no JSON in line 1"),
                row("a row that is deep", "'id':" + "[".repeat(100_000), Unfitness.BAD_CONTENT, "it is an array"),
                row(
                        "a row that is deep in objects",
                        "'id':" + "{'a':".repeat(100_000),
                        Unfitness.BAD_CONTENT,
                        "an object other than"),
                row(
                        "10,000 columns",
                        IntStream.range(0, 10_000)
                                .mapToObj(i -> "'c" + i + "':1")
                                .collect(Collectors.joining(",")),
                        Unfitness.BAD_CONTENT,
                        "more than 2000 columns"),
                row(
                        "names that fall into one place of a hash table, and miss the key",
                        IntStream.range(0, 1024)
                                .mapToObj(i -> "'" + RowsFuzzTest.colliding(i) + "':1")
                                .collect(Collectors.joining(",")),
                        Unfitness.BAD_CONTENT,
                        "change 2, row 2, column 'id': it is missing"),
                change(
                        "10,000 kinds of rows",
                        "'table':'t','op':'upsert','pk':['id'],'rows':["
                                + IntStream.range(0, 10_000)
                                        .mapToObj(i -> "{'id':1,'c" + i + "':1}")
                                        .collect(Collectors.joining(","))
                                + "]",
                        Unfitness.BAD_CONTENT,
                        "row 200: its rows have more than 200 different lists"),
                document(
                        "too many changes",
                        "{'changes':[" + (GOOD + ",").repeat(RowsLimits.CHANGES) + GOOD + "]}",
                        "change 10001: there are more than 10000"),
                change(
                        "an unknown member",
                        "'table':'t','where':'1=1'",
                        Unfitness.BAD_CONTENT,
                        "change 2: there is no member 'where'"),
                change(
                        "a member twice",
                        "'table':'t','table':'t'",
                        Unfitness.BAD_CONTENT,
                        "change 2: 'table' stands there twice"),
                change(
                        "an unknown operation",
                        "'table':'t','op':'truncate'",
                        Unfitness.BAD_CONTENT,
                        "op is 'truncate'"),
                change("no operation", "'table':'t','pk':['id'],'rows':[]", Unfitness.BAD_CONTENT, "'op' is missing"),
                change(
                        "rows that are none",
                        "'table':'t','op':'upsert','pk':['id'],'rows':[1]",
                        Unfitness.BAD_CONTENT,
                        "change 2, row 1: it is no object"),
                document("changes twice", "{'changes':[" + GOOD + "],'changes':[]}", "'changes' stands there twice"),
                document("an unknown member beside the changes", "{'changes':[],'version':2}", "no member 'version'"),
                document("something behind the end", "{'changes':[" + GOOD + "]}{}", "something stands behind its end"),
                document("a byte behind the end", "{'changes':[" + GOOD + "]}\\u0000", "no JSON"),
                document("no end", "{'changes':[" + GOOD + "]", "no JSON"),
                document("nothing", "", "no JSON object"),
                document("an array", "[" + GOOD + "]", "no JSON object"),
                document("deep arrays", "[".repeat(1_000_000), "no JSON object"),
                document("no changes", "{}", "'changes' is missing"),
                document("a byte order mark", "\uFEFF{'changes':[" + GOOD + "]}", "byte order mark"),
                bytes("Latin-1", json("{'changes':[{'table':'\u00e9'}]}").getBytes(ISO_8859_1), "not UTF-8"),
                bytes("UTF-16", json("{'changes':[" + GOOD + "]}").getBytes(UTF_16BE), "no JSON"),
                bytes("an overlong quote", new byte[] {'{', (byte) 0xC0, (byte) 0xA2, '}'}, "not UTF-8"),
                bytes(
                        "half a character",
                        new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                        "not UTF-8"),
                bytes(
                        "more than is read",
                        new byte[RowsLimits.BYTES + 1],
                        "16777217 bytes, and rows are read up to 16777216"));
    }

    private static Arguments change(String what, String members, Unfitness kind, String said) {
        return arguments(
                what, json("{'changes':[" + GOOD + ",{" + members + "}]}").getBytes(UTF_8), kind, said);
    }

    private static Arguments row(String what, String columns, Unfitness kind, String said) {
        return change(
                what, "'table':'t','op':'upsert','pk':['id'],'rows':[{'id':2,'v':'y'},{" + columns + "}]", kind, said);
    }

    private static Arguments document(String what, String document, String said) {
        return bytes(what, json(document).getBytes(UTF_8), said);
    }

    private static Arguments bytes(String what, byte[] document, String said) {
        return arguments(what, document, Unfitness.BAD_CONTENT, said);
    }

    private static String json(String withApostrophes) {
        return withApostrophes.replace('\'', '"');
    }
}
