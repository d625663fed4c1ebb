package io.controlfeed.applier.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator changes the schema while the applier runs, on a connection that knows nothing of triggers. */
class SchemaChangeTest {
    @TempDir
    Path dir;

    private TestNode node;

    @BeforeEach
    void open() throws Exception {
        node = new TestNode(
                dir.resolve("node.db"),
                Set.of("host", "later"),
                "CREATE TABLE host (name TEXT PRIMARY KEY, value)",
                "INSERT INTO host VALUES ('before', 0)");
        node.write("INSERT INTO host VALUES ('a', 1)");
    }

    @AfterEach
    void close() throws Exception {
        node.close();
    }

    @Test
    void rowsFromBefore_areCounted() throws Exception {
        requireKept(2);
    }

    @Test
    void nullableColumn_changesNothing_untilItHasAValue() throws Exception {
        String before = node.kept().digest();
        node.elsewhere("ALTER TABLE host ADD COLUMN more");
        node.write();
        assertThat(node.kept().digest()).isEqualTo(before);
        node.write("UPDATE host SET more = 1 WHERE name = 'a'");
        assertThat(node.kept().digest()).isNotEqualTo(before);
        requireKept(2);
    }

    @Test
    void columnWithDefault_orAnotherName_isReadAnew() throws Exception {
        node.elsewhere("ALTER TABLE host ADD COLUMN more DEFAULT 7");
        node.write("INSERT INTO host (name) VALUES ('b')");
        requireKept(3);
        node.elsewhere("ALTER TABLE host RENAME COLUMN value TO worth", "ALTER TABLE host DROP COLUMN more");
        node.write("UPDATE host SET worth = 5");
        requireKept(3);
    }

    @Test
    void tableThatComes_goes_andComesAgain_isFollowed() throws Exception {
        for (String columns : List.of("k, v", "k, v, w", "k")) {
            node.elsewhere("CREATE TABLE later (" + columns + ")", "INSERT INTO later (k) VALUES (1)");
            node.write("INSERT INTO later (k) VALUES (2)");
            requireKept(2, 2);
            node.write("UPDATE later SET k = 3", "DELETE FROM later WHERE rowid = 1");
            requireKept(2, 1);
            node.elsewhere("DROP TABLE later");
            node.write(
                    "INSERT INTO host VALUES ('" + columns + "', 1)",
                    "DELETE FROM host WHERE name = '" + columns + "'");
            requireKept(2);
        }
    }

    @Test
    void rollbackOfTheTransactionThatNoticed_isNoticedAgain() throws Exception {
        node.elsewhere("ALTER TABLE host ADD COLUMN more DEFAULT 7");
        node.writer.setAutoCommit(false);
        node.fingerprints.refresh();
        TestNode.execute(node.writer, "INSERT INTO host (name) VALUES ('lost')");
        node.writer.rollback();
        node.writer.setAutoCommit(true);
        node.write("INSERT INTO host (name) VALUES ('b')");
        requireKept(3);
    }

    @Test
    void tableThatIsProjectedNoMore_isForgotten() throws Exception {
        node.elsewhere("CREATE TABLE later (k)");
        node.write();
        assertThat(node.kept().tables()).hasSize(2);
        node.close();
        node = new TestNode(dir.resolve("node.db"), Set.of("later"));
        assertThat(node.kept().tables()).extracting(TableFingerprint::table).containsExactly("later");
    }

    @Test
    void timeWithoutFingerprints_isNotBelieved() throws Exception {
        node.close();
        try (Connection without = node.database.connect()) {
            Fingerprints.forget(without);
            assertThat(Fingerprint.recorded(without)).isEmpty();
            TestNode.execute(without, "INSERT INTO host VALUES ('unseen', 1)");
        }
        assertThat(Verification.of(node.database).tables()).isEmpty();
        node = new TestNode(dir.resolve("node.db"), Set.of("host"));
        requireKept(3);
    }

    @Test
    void whatIsCurrent_isNotReadAgain() throws Exception {
        node.elsewhere("UPDATE host SET value = 'by hand'");
        node.write("INSERT INTO host VALUES ('b', 2)");
        assertThat(node.kept().tables()).isNotEqualTo(List.of(node.scan("host")));
    }

    private void requireKept(long hosts, long... later) throws Exception {
        List<TableFingerprint> kept = node.kept().tables();
        assertThat(kept).hasSize(1 + later.length);
        assertThat(kept.get(0)).isEqualTo(node.scan("host"));
        assertThat(kept.get(0).rows()).isEqualTo(hosts);
        if (later.length > 0) {
            assertThat(kept.get(1)).isEqualTo(node.scan("later"));
            assertThat(kept.get(1).rows()).isEqualTo(later[0]);
        }
        assertThat(Verification.of(node.database).agrees()).isTrue();
    }
}
