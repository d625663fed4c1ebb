package io.controlfeed.applier.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.applier.node.NodeException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is the same, and what is not. */
class FingerprintTest {
    private static final Set<String> TABLES = Set.of("host");
    private static final String HOST = "CREATE TABLE host (name TEXT PRIMARY KEY, tenant TEXT, value)";

    @TempDir
    Path dir;

    @Test
    void sameRows_byAnotherWay_andInAnotherLayout_areTheSame() throws Exception {
        try (TestNode one = new TestNode(dir.resolve("one"), TABLES, HOST);
                TestNode other = new TestNode(
                        dir.resolve("other"),
                        Set.of("HOST"),
                        "CREATE TABLE Host (value, more TEXT, TENANT TEXT, Name TEXT PRIMARY KEY) WITHOUT ROWID")) {
            one.write("INSERT INTO host VALUES ('a', 't', 1), ('b', 't', 2.5), ('c', NULL, x'00ff')");
            other.write(
                    "INSERT INTO host (name, tenant, value) VALUES ('c', 't', 'x'), ('x', 't', 0), ('b', 't', 2.5)");
            other.write(
                    "UPDATE host SET tenant = NULL, value = x'00ff' WHERE name = 'c'",
                    "DELETE FROM host WHERE name = 'x'",
                    "INSERT INTO host (name, tenant, value) VALUES ('a', 't', 1)");
            assertThat(other.kept().digest()).isEqualTo(one.kept().digest()).startsWith("sha256:");
            assertThat(other.kept().rows()).isEqualTo(3);
        }
    }

    /** Each pair would be equal to SQLite's own comparison, or to a careless one. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "1 | 1.0",
                "'a' | 'A'",
                "'1' | 1",
                "x'61' | 'a'",
                "'' | NULL",
                "x'' | ''",
                "0 | NULL",
                "concat('a', char(0), 'b') | concat('a', char(0), 'c')",
                "0.1 + 0.2 | 0.3",
                "9007199254740993 | 9007199254740992.0",
                "'ä' | concat('a', char(776))",
            })
    void values_thatDiffer_areNotTheSame(String left, String right) throws Exception {
        try (TestNode node = new TestNode(
                dir.resolve("node"), TABLES, "CREATE TABLE host (name TEXT PRIMARY KEY, value COLLATE NOCASE)")) {
            node.write("INSERT INTO host VALUES ('x', " + left + ")");
            Fingerprint before = node.kept();
            node.write("UPDATE host SET value = " + right);
            assertThat(node.kept().digest()).isNotEqualTo(before.digest());
            assertThat(node.kept().tables()).containsExactly(node.scan("host"));
            node.write("UPDATE host SET value = " + left);
            assertThat(node.kept()).isEqualTo(before);
        }
    }

    @Test
    void valueInAnotherColumn_orRowInAnotherTable_isNotTheSame() throws Exception {
        try (TestNode node = new TestNode(
                dir.resolve("node"), Set.of("a", "b"), "CREATE TABLE a (k, v, w)", "CREATE TABLE b (k, v, w)")) {
            node.write("INSERT INTO a VALUES (1, 2, NULL)");
            String first = node.kept().digest();
            node.write("UPDATE a SET v = NULL, w = 2");
            String second = node.kept().digest();
            node.write("DELETE FROM a", "INSERT INTO b VALUES (1, NULL, 2)");
            assertThat(Set.of(first, second, node.kept().digest())).hasSize(3);
        }
    }

    @Test
    void rowThatIsThereTwice_countsTwice() throws Exception {
        try (TestNode node = new TestNode(dir.resolve("node"), Set.of("log"), "CREATE TABLE log (line)")) {
            node.write("INSERT INTO log VALUES ('x')");
            Fingerprint once = node.kept();
            node.write("INSERT INTO log VALUES ('x')");
            assertThat(node.kept().digest()).isNotEqualTo(once.digest());
            node.write("DELETE FROM log WHERE rowid = 1");
            assertThat(node.kept()).isEqualTo(once);
        }
    }

    @Test
    void tableWithoutRows_isLikeNone() throws Exception {
        try (TestNode one = new TestNode(dir.resolve("one"), Set.of("host", "later"), HOST);
                TestNode other = new TestNode(
                        dir.resolve("other"), Set.of("host", "later"), HOST, "CREATE TABLE later (k, v)")) {
            assertThat(one.kept().digest()).isEqualTo(other.kept().digest());
            one.write("INSERT INTO host VALUES ('a', 'b', 'c')");
            other.write("INSERT INTO host VALUES ('a', 'b', 'c')");
            assertThat(one.kept().digest()).isEqualTo(other.kept().digest());
        }
    }

    @Test
    void longValues_andAsManyColumnsAsThereMayBe_areCovered() throws Exception {
        String columns = IntStream.range(0, 99).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        try (TestNode node = new TestNode(dir.resolve("node"), Set.of("wide"), "CREATE TABLE wide (" + columns + ")")) {
            node.write(
                    "INSERT INTO wide (c0, c98) VALUES (randomblob(3000000), hex(randomblob(2000000)))",
                    "INSERT INTO wide (c7) VALUES (zeroblob(1000))");
            assertThat(node.kept().tables()).containsExactly(node.scan("wide"));
            Fingerprint before = node.kept();
            node.write("UPDATE wide SET c0 = substr(c0, 1, 2999999) || x'00' WHERE c0 IS NOT NULL");
            assertThat(node.kept()).isNotEqualTo(before);
            assertThat(node.kept().tables()).containsExactly(node.scan("wide"));
        }
    }

    @Test
    void whatCannotBeWatched_isRefused() throws Exception {
        String columns = IntStream.range(0, 100).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        assertThatThrownBy(() -> new TestNode(dir.resolve("a"), Set.of("wide"), "CREATE TABLE wide (" + columns + ")"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("100 columns");
        assertThatThrownBy(() -> new TestNode(dir.resolve("b"), Set.of("seen"), "CREATE VIEW seen AS SELECT 1"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("it is a view");
        assertThatThrownBy(() ->
                        new TestNode(dir.resolve("c"), Set.of("words"), "CREATE VIRTUAL TABLE words USING fts5(word)"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("it is a virtual");
    }
}
