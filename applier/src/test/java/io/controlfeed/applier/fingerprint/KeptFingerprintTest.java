package io.controlfeed.applier.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept is what a reading of the rows finds, whatever statements wrote them, and whatever became of those. */
class KeptFingerprintTest {
    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
    private static final int ROUNDS = "full".equals(System.getProperty("chaos")) ? 5_000 : 400;
    private static final String[] TABLES = {"tenant", "host", "thing", "odd name"};
    private static final String[] VALUES = {
        "NULL",
        "0",
        "1",
        "1.0",
        "-0.0",
        "2.5",
        "-7",
        "'1'",
        "'1.0'",
        "'x'",
        "''",
        "x''",
        "x'00'",
        "'ä' || char(0) || 'b'",
        "9223372036854775807",
        "1e300",
        "'" + "long ".repeat(100) + "'",
        "randomblob(2000)",
        "9e999",
        "'0x10'",
        "' 3 '",
    };

    @TempDir
    Path dir;

    private TestNode node;

    @BeforeEach
    void open() throws Exception {
        node = new TestNode(
                dir.resolve("node.db"),
                Set.of(TABLES),
                "CREATE TABLE tenant (id INTEGER PRIMARY KEY, name TEXT UNIQUE COLLATE NOCASE, size REAL, any)",
                "CREATE TABLE host (name TEXT PRIMARY KEY, tenant INTEGER REFERENCES tenant ON DELETE CASCADE"
                        + " ON UPDATE CASCADE, spare INTEGER REFERENCES tenant DEFERRABLE INITIALLY DEFERRED, note,"
                        + " doubled AS (note || note)) WITHOUT ROWID",
                "CREATE TABLE thing (a, b NUMERIC, c BLOB, d REAL, e TEXT, PRIMARY KEY (a, b))",
                "CREATE TABLE \"odd name\" (\"the \"\"key\"\"\" INT PRIMARY KEY, \"select\" ANY, r REAL) STRICT");
    }

    @AfterEach
    void close() throws Exception {
        node.close();
    }

    @Test
    void cascadesAndReplacements_areHeardOf() throws Exception {
        node.write(
                "INSERT INTO tenant VALUES (1, 'one', 1, NULL), (2, 'two', 2, NULL)",
                "INSERT INTO host (name, tenant) VALUES ('a', 1), ('b', 1), ('c', 2)");
        node.write("DELETE FROM tenant WHERE id = 1");
        assertThat(node.value("SELECT count(*) FROM host")).isEqualTo(1);
        requireKept("a cascade");
        node.write("UPDATE tenant SET id = 20 WHERE id = 2");
        assertThat(node.value("SELECT tenant FROM host")).isEqualTo(20);
        requireKept("a cascaded key");
        node.write("INSERT INTO tenant VALUES (3, 'three', 3, NULL)");
        node.write("REPLACE INTO tenant VALUES (3, 'TWO', 3, NULL)");
        assertThat(node.value("SELECT count(*) FROM tenant")).isEqualTo(1);
        requireKept("a replacement of two rows");
        node.write(
                "INSERT INTO tenant VALUES (4, 'four', 4, NULL)", "UPDATE OR REPLACE tenant SET id = 4 WHERE id = 3");
        assertThat(node.value("SELECT count(*) FROM tenant")).isEqualTo(1);
        requireKept("an update that replaces");
        node.write("DELETE FROM tenant");
        requireKept("a table that is emptied");
    }

    @Test
    void statementThatFailsHalfway_andIsCaught_leavesNothing() throws Exception {
        node.write("INSERT INTO tenant VALUES (5, 'five', 5, NULL)");
        node.writer.setAutoCommit(false);
        node.fingerprints.refresh();
        assertThatThrownBy(() -> TestNode.execute(
                        node.writer, "INSERT INTO tenant (id, name) VALUES (6, 'six'), (7, 'seven'), (8, 'FIVE')"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() ->
                        TestNode.execute(node.writer, "INSERT INTO host (name, tenant) VALUES ('a', 5), ('b', 6)"))
                .isInstanceOf(SQLException.class);
        requireKept("statements that failed");
        assertThatThrownBy(() -> TestNode.execute(
                        node.writer, "INSERT OR FAIL INTO tenant (id, name) VALUES (6, 'six'), (8, 'FIVE')"))
                .isInstanceOf(SQLException.class);
        assertThat(node.value("SELECT count(*) FROM tenant")).isEqualTo(2);
        requireKept("a statement that failed and left something");
        TestNode.execute(node.writer, "INSERT OR IGNORE INTO tenant (id, name) VALUES (9, 'nine'), (8, 'FIVE')");
        node.writer.setAutoCommit(true);
        requireKept("one that was left out");
    }

    @Test
    void randomStatements_savepointsAndRollbacks_leaveWhatAReadingFinds() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            node.writer.setAutoCommit(false);
            node.fingerprints.refresh();
            for (int part = random.nextInt(4); part >= 0; part--) {
                Savepoint savepoint = node.writer.setSavepoint();
                for (int i = random.nextInt(8); i >= 0; i--) {
                    tryOne(random);
                }
                if (random.nextInt(3) == 0) {
                    node.writer.rollback(savepoint);
                }
                node.writer.releaseSavepoint(savepoint);
            }
            requireKept("within round " + round);
            if (random.nextInt(4) == 0) {
                node.writer.rollback();
            }
            if (hasDanglingReference()) {
                node.writer.rollback();
            }
            node.writer.setAutoCommit(true);
            requireKept("after round " + round);
        }
        assertThat(Verification.of(node.database).agrees()).as("seed %d", SEED).isTrue();
    }

    private boolean hasDanglingReference() throws SQLException {
        return !"0".equals(String.valueOf(node.value("SELECT count(*) FROM pragma_foreign_key_check")));
    }

    private void tryOne(Random random) {
        try {
            TestNode.execute(node.writer, statement(random));
        } catch (SQLException refused) {
            assertThat(refused.toString().toLowerCase(Locale.ROOT))
                    .as("seed %d", SEED)
                    .containsAnyOf("constraint", "datatype mismatch", "cannot store");
        }
    }

    private static String statement(Random random) {
        String key = String.valueOf(random.nextInt(12));
        String value = VALUES[random.nextInt(VALUES.length)];
        String other = VALUES[random.nextInt(VALUES.length)];
        String insert = new String[] {"INSERT", "REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL"}[random.nextInt(4)];
        return switch (random.nextInt(14)) {
            case 0, 1 ->
                insert + " INTO tenant VALUES (" + key + ", 'n" + random.nextInt(9) + "', " + value + ", " + other
                        + ")";
            case 2, 3 ->
                insert + " INTO host (name, tenant, spare, note) VALUES ('h" + key + "', " + random.nextInt(12) + ", "
                        + random.nextInt(12) + ", " + value + "), ('H" + random.nextInt(5) + "', NULL, NULL, " + other
                        + ")";
            case 4, 5 ->
                insert + " INTO thing VALUES (" + value + ", " + key + ", " + other + ", " + value + ", " + other + ")";
            case 6 -> insert + " INTO \"odd name\" VALUES (" + key + ", " + value + ", " + random.nextInt(3) + ")";
            case 7 -> "UPDATE tenant SET size = " + value + ", any = " + other + " WHERE id > " + key;
            case 8 -> "UPDATE OR REPLACE tenant SET id = id + 1 WHERE id >= " + key;
            case 9 -> "UPDATE thing SET b = b + 1, c = " + value + ", d = " + other;
            case 10 ->
                "INSERT INTO \"odd name\" VALUES (" + key + ", " + value + ", 1) ON CONFLICT DO UPDATE SET"
                        + " \"select\" = " + other + ", r = -0.0";
            case 11 -> "DELETE FROM tenant WHERE id = " + key;
            case 12 -> "DELETE FROM host WHERE name < 'h" + key + "'";
            default -> "DELETE FROM " + (random.nextInt(5) == 0 ? "thing" : "thing WHERE b = " + key);
        };
    }

    private void requireKept(String after) throws SQLException {
        Fingerprint kept = node.kept();
        for (TableFingerprint table : kept.tables()) {
            assertThat(table).as("%s, seed %d", after, SEED).isEqualTo(node.scan(table.table()));
        }
        assertThat(kept.tables()).hasSize(TABLES.length);
    }
}
