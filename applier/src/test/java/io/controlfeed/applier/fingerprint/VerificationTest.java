package io.controlfeed.applier.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    @TempDir
    Path dir;

    private TestNode node;

    @BeforeEach
    void open() throws Exception {
        node = new TestNode(
                dir.resolve("node.db"),
                Set.of("host", "tenant"),
                "CREATE TABLE host (name TEXT PRIMARY KEY, value)",
                "CREATE TABLE tenant (name TEXT PRIMARY KEY)");
        node.write("INSERT INTO host VALUES ('a', 1), ('b', 2)", "INSERT INTO tenant VALUES ('t')");
    }

    @AfterEach
    void close() throws Exception {
        node.close();
    }

    @Test
    void nodeAsItWasWritten_agrees() throws Exception {
        Verification verification = Verification.of(node.database);
        assertThat(verification.agrees()).isTrue();
        assertThat(verification.damage()).isEmpty();
        assertThat(verification.found()).contains(node.kept());
    }

    @Test
    void rowChangedByHand_isToldByItsTable() throws Exception {
        node.elsewhere("UPDATE host SET value = 3 WHERE name = 'b'");
        Verification verification = Verification.of(node.database);
        assertThat(verification.agrees()).isFalse();
        assertThat(verification.tables())
                .extracting(table -> table.recorded().table() + " " + table.agrees())
                .containsExactly("host false", "tenant true");

        node.elsewhere("UPDATE host SET value = 2 WHERE name = 'b'");
        assertThat(Verification.of(node.database).agrees()).isTrue();

        node.elsewhere("DELETE FROM tenant");
        Verification.Table tenant = Verification.of(node.database).tables().get(1);
        assertThat(tenant.recorded().rows()).isEqualTo(1);
        assertThat(tenant.found())
                .isNotNull()
                .extracting(TableFingerprint::rows)
                .isEqualTo(0L);
    }

    @Test
    void tableThatIsGone_orHasOtherColumns_doesNotAgree() throws Exception {
        node.elsewhere("DROP TABLE tenant", "ALTER TABLE host ADD COLUMN more");
        Verification verification = Verification.of(node.database);
        assertThat(verification.agrees()).isFalse();
        assertThat(verification.tables().get(0).hasOtherColumns()).isTrue();
        assertThat(verification.tables().get(1).found()).isNull();
        assertThat(verification.found()).isEmpty();
    }

    @Test
    void whileTheApplierWrites_oneMomentIsSeen() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> writing = CompletableFuture.supplyAsync(() -> write(enough));
        try {
            for (int i = 0; i < 30; i++) {
                assertThat(Verification.of(node.database).agrees()).isTrue();
            }
        } finally {
            enough.set(true);
        }
        assertThat(writing.get()).isPositive();
    }

    private int write(AtomicBoolean enough) {
        try {
            int i = 0;
            for (; !enough.get() || i == 0; i++) {
                node.write("INSERT INTO host VALUES (" + i + ", 1), ('x" + i + "', 2)", "UPDATE host SET value = " + i);
                node.write("DELETE FROM host WHERE name < 'm'");
            }
            return i;
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void damagedFile_isTold() throws Exception {
        node.write("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                + " INSERT INTO host SELECT 'x' || i, hex(randomblob(900)) FROM n");
        node.close();
        try (RandomAccessFile file = new RandomAccessFile(node.database.file().toFile(), "rw")) {
            for (long at = 30 * 4096; at < file.length(); at += 2 * 4096) {
                file.seek(at);
                file.write(new byte[100]);
            }
        }
        Verification verification = Verification.of(node.database);
        assertThat(verification.damage()).isNotEmpty();
        assertThat(verification.agrees()).isFalse();
    }

    @Test
    void whatIsNoNode_isRefused() throws Exception {
        assertThatThrownBy(() -> Verification.of(NodeDatabase.at(dir.resolve("nothing.db"))))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("no such file");
        Files.createFile(dir.resolve("empty.db"));
        assertThatThrownBy(() -> Verification.of(NodeDatabase.at(dir.resolve("empty.db"))))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("no node's file");
    }
}
