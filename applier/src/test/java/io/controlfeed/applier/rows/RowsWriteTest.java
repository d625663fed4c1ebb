package io.controlfeed.applier.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.applier.projection.Unfitness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

final class RowsWriteTest {
    @TempDir
    Path directory;

    private RowsNode node;

    @BeforeEach
    void open() throws SQLException {
        node = new RowsNode(
                directory,
                "tenant, host, plain, odd\"name, excluded, seen",
                "CREATE TABLE tenant (id TEXT PRIMARY KEY, name TEXT NOT NULL, plan TEXT DEFAULT 'free', size INTEGER) STRICT");
    }

    @AfterEach
    void close() throws SQLException {
        node.close();
    }

    @Test
    void upsert_insertsAndUpdates_inTheOrderOfTheArtifact() throws Exception {
        node.apply(
                upsert(
                        "tenant",
                        "id",
                        "{'id':'a','name':'A','size':1},{'id':'b','name':'B','plan':'pro','size':null},{'id':'a','name':'A2'}"));

        assertThat(tenants()).containsExactly("a|A2|free|1", "b|B|pro|null");
    }

    @Test
    void delete_removesByKey_andWhatIsNotThereIsNoError() throws Exception {
        node.apply(upsert("tenant", "id", "{'id':'a','name':'A'},{'id':'b','name':'B'}"));

        node.apply(
                json("{'changes':[{'table':'tenant','op':'delete','pk':['id'],'rows':[{'id':'a'},{'id':'never'}]}]}"));

        assertThat(tenants()).containsExactly("b|B|free|null");
    }

    @Test
    void columnsThatAreNotNamed_keepTheirValue_alsoWhereANewRowWouldNeedThem() throws Exception {
        node.apply(upsert("tenant", "id", "{'id':'a','name':'A','plan':'pro','size':7}"));

        node.apply(upsert("tenant", "id", "{'id':'a','size':8}"));

        assertThat(tenants()).containsExactly("a|A|pro|8");
        assertThatThrownBy(() -> node.apply(upsert("tenant", "id", "{'id':'new','size':8}")))
                .isInstanceOfSatisfying(
                        SQLiteException.class,
                        failed -> assertThat(failed.getResultCode())
                                .isEqualTo(SQLiteErrorCode.SQLITE_CONSTRAINT_NOTNULL));
    }

    @Test
    void unchangedRow_isNotWritten() throws Exception {
        node.execute(
                "CREATE TABLE plain (id INTEGER PRIMARY KEY, t TEXT COLLATE NOCASE, r REAL, n NUMERIC, b BLOB, x)");
        String artifact = upsert(
                "plain",
                "id",
                "{'id':1,'t':'a','r':5,'n':1.50,'b':{'$b64':'AAE='},'x':1},{'id':2,'t':null,'r':0.1,'n':'no','b':null,'x':1.5}");
        node.apply(artifact);
        long changes = node.totalChanges();
        long log = Files.size(node.database().writeAheadLog());

        node.apply(artifact);

        assertThat(node.totalChanges()).isEqualTo(changes);
        assertThat(Files.size(node.database().writeAheadLog())).isEqualTo(log);
    }

    @Test
    void valuesThatSqliteTakesForEqual_areStillWritten() throws Exception {
        node.execute("CREATE TABLE plain (id TEXT PRIMARY KEY COLLATE NOCASE, t TEXT COLLATE NOCASE, x)");
        node.apply(upsert("plain", "id", "{'id':'a','t':'abc','x':1}"));

        node.apply(upsert("plain", "id", "{'id':'A','t':'ABC','x':1.0}"));

        assertThat(node.rows("SELECT id, t, typeof(x) FROM plain")).containsExactly("A|ABC|real");
        node.apply(json("{'changes':[{'table':'plain','op':'delete','pk':['id'],'rows':[{'id':'a'}]}]}"));
        assertThat(node.rows("SELECT * FROM plain")).isEmpty();
    }

    @Test
    void key_isComparedAsItsIndexDoes() throws Exception {
        node.execute("CREATE TABLE plain (t TEXT, v INTEGER)", "CREATE UNIQUE INDEX loose ON plain (t COLLATE NOCASE)");

        node.apply(upsert("plain", "t", "{'t':'a','v':1},{'t':'A','v':2}"));

        assertThat(node.rows("SELECT * FROM plain")).containsExactly("A|2");
        node.apply(json("{'changes':[{'table':'plain','op':'delete','pk':['t'],'rows':[{'t':'a'}]}]}"));
        assertThat(node.rows("SELECT * FROM plain")).isEmpty();
    }

    @Test
    void key_mayBeAnyUniqueIndex_inAnyOrder() throws Exception {
        node.execute(
                "CREATE TABLE host (id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, name TEXT NOT NULL, port INTEGER, UNIQUE (tenant, name))");

        node.apply(upsert("host", "NAME','Tenant", "{'tenant':'a','name':'x','port':1}"));
        node.apply(upsert("host", "tenant','name", "{'name':'x','tenant':'a','port':2}"));

        assertThat(node.rows("SELECT * FROM host")).containsExactly("1|a|x|2");
    }

    @Test
    void key_ofATableWithoutRowid() throws Exception {
        node.execute("CREATE TABLE host (a TEXT, b INTEGER, c BLOB, PRIMARY KEY (b, a)) STRICT, WITHOUT ROWID");

        node.apply(upsert("host", "a','b", "{'a':'x','b':1,'c':null},{'a':'x','b':1,'c':{'$b64':'Zg'}}"));

        assertThat(node.rows("SELECT a, b, hex(c) FROM host")).containsExactly("x|1|66");
    }

    @Test
    void columnsThatAreUnique_butNoKeyOfTheChange_stayWhereTheyAreNotNamed() throws Exception {
        node.execute("CREATE TABLE host (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, port INTEGER)");
        node.apply(upsert("host", "id", "{'id':1,'name':'x','port':1}"));

        node.apply(upsert("host", "id", "{'id':1,'port':2}"));
        node.apply(upsert("host", "name", "{'name':'x','port':3}"));

        assertThat(node.rows("SELECT * FROM host")).containsExactly("1|x|3");
    }

    @Test
    void rowOfNothingButItsKey_isInsertedOnce() throws Exception {
        node.execute("CREATE TABLE seen (id TEXT PRIMARY KEY) STRICT");

        node.apply(upsert("seen", "id", "{'id':'a'},{'id':'a'}"));

        assertThat(node.rows("SELECT * FROM seen")).containsExactly("a");
    }

    @Test
    void names_areQuoted() throws Exception {
        node.execute(
                "CREATE TABLE \"odd\"\"name\" (\"a \"\"b\"\" --\" TEXT PRIMARY KEY, \"select\" TEXT)",
                "CREATE TABLE excluded (kept TEXT PRIMARY KEY, excluded TEXT)");

        node.apply("{\"changes\":[{\"table\":\"odd\\\"name\",\"op\":\"upsert\",\"pk\":[\"a \\\"b\\\" --\"],"
                + "\"rows\":[{\"a \\\"b\\\" --\":\"x\",\"select\":\"y\"}]}]}");
        node.apply(upsert("excluded", "kept", "{'kept':'k','excluded':'1'},{'kept':'k','excluded':'2'}"));

        assertThat(node.rows("SELECT * FROM \"odd\"\"name\"")).containsExactly("x|y");
        assertThat(node.rows("SELECT * FROM excluded")).containsExactly("k|2");
    }

    @Test
    void temporaryTable_hidesNothing() throws Exception {
        node.execute("CREATE TEMP TABLE tenant (id TEXT PRIMARY KEY, other TEXT)");

        node.apply(upsert("tenant", "id", "{'id':'a','name':'A'}"));

        assertThat(node.rows("SELECT id FROM main.tenant")).containsExactly("a");
        assertThat(node.rows("SELECT id FROM temp.tenant")).isEmpty();
    }

    @Test
    void noRowIsLostInSilence_whateverTheTableSaysOfConflicts() throws Exception {
        node.execute(
                "CREATE TABLE host (id INTEGER PRIMARY KEY, name TEXT UNIQUE ON CONFLICT REPLACE, port INTEGER NOT NULL ON CONFLICT IGNORE)");
        node.apply(upsert("host", "id", "{'id':1,'name':'x','port':1}"));

        assertConstraint("{'id':2,'name':'x','port':1}", SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE);
        assertConstraint("{'id':2,'name':'y','port':null}", SQLiteErrorCode.SQLITE_CONSTRAINT_NOTNULL);
        assertThat(node.rows("SELECT * FROM host")).containsExactly("1|x|1");
    }

    private void assertConstraint(String row, SQLiteErrorCode code) {
        assertThatThrownBy(() -> node.apply(upsert("host", "id", row)))
                .isInstanceOfSatisfying(
                        SQLiteException.class,
                        failed -> assertThat(failed.getResultCode()).isEqualTo(code));
    }

    @Test
    void changeOfTheSchema_isSeen_whoeverMadeIt() throws Exception {
        String artifact = upsert("tenant", "id", "{'id':'a','name':'A','colour':'red'}");
        node.apply(upsert("tenant", "id", "{'id':'a','name':'A'}"));
        assertThatThrownBy(() -> node.apply(artifact)).hasMessageContaining("'colour'");

        byOperator("ALTER TABLE tenant ADD COLUMN colour TEXT");
        node.apply(artifact);
        byOperator("ALTER TABLE tenant DROP COLUMN colour");

        assertUnfit(
                Unfitness.NO_SUCH_PLACE,
                artifact,
                "change 1, row 1, column 'colour': table 'tenant' has no such column");
        assertThat(tenants()).containsExactly("a|A|free|null");
    }

    @Test
    void changeOfAColumnsType_isSeen() throws Exception {
        String artifact = upsert("plain", "id", "{'id':1,'v':'text'}");
        node.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, v TEXT)");
        node.apply(artifact);

        byOperator("DROP TABLE plain; CREATE TABLE plain (id INTEGER PRIMARY KEY, v INTEGER)");

        assertUnfit(Unfitness.BAD_CONTENT, artifact, "it is INTEGER");
    }

    private void byOperator(String sql) throws SQLException {
        try (Connection other = node.database().connect();
                Statement statement = other.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void newConnection_isTakenUp() throws Exception {
        var change = node.prepare(
                upsert("tenant", "id", "{'id':'a','name':'A'}").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                null);
        change.apply(node.connection());
        try (Connection other = node.database().connect()) {
            change.apply(other);
        }
        change.apply(node.connection());

        assertThat(tenants()).hasSize(1);
    }

    @Test
    void moreKindsOfRowsThanStatementsAreKept() throws Exception {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            columns.append(", c").append(i).append(" INTEGER");
        }
        node.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY" + columns + ")");
        for (int round = 0; round < 2; round++) {
            for (int from = 0; from < 300; from += 100) {
                int value = round;
                node.apply(upsert(
                        "plain",
                        "id",
                        IntStream.range(from, from + 100)
                                .mapToObj(i -> "{'id':1,'c" + i + "':" + (i + value) + "}")
                                .collect(Collectors.joining(","))));
            }
        }

        assertThat(node.rows("SELECT c0, c150, c299 FROM plain")).containsExactly("1|151|300");
    }

    @Test
    void rows_areFoundByTheirIndex() throws Exception {
        node.execute(
                "CREATE TABLE host (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE UNIQUE, port INTEGER NOT NULL)");
        NodeTable host = SchemaReader.read(node.connection(), "host", Spot.DOCUMENT);

        for (Key key : host.keys()) {
            List<Column> columns = key.parts().stream().map(Key.Part::column).toList();
            for (Operation operation : Operation.values()) {
                assertThat(node.rows("EXPLAIN QUERY PLAN " + RowSql.of(operation, host, key, columns)))
                        .filteredOn(step -> step.contains("kept"))
                        .isNotEmpty()
                        .allMatch(step -> step.contains("SEARCH kept USING"));
            }
        }
    }

    @Test
    void widestTable_isWritten() throws Exception {
        StringBuilder columns = new StringBuilder();
        StringBuilder row = new StringBuilder("{'id':1");
        for (int i = 1; i < RowsLimits.COLUMNS; i++) {
            columns.append(", c").append(i);
            row.append(",'c").append(i).append("':").append(i);
        }
        node.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY" + columns + ")");

        node.apply(upsert("plain", "id", row + "}," + row + "}"));

        assertThat(node.rows("SELECT id, c1999 FROM plain")).containsExactly("1|1999");
    }

    @Test
    void placesThatAreNotThere_areRefusedWithWhatIs() throws Exception {
        node.execute(
                "CREATE TABLE host (id INTEGER PRIMARY KEY, a TEXT, b TEXT, twice TEXT AS (a || a), UNIQUE (a))",
                "CREATE UNIQUE INDEX part ON host (b) WHERE a IS NULL",
                "CREATE UNIQUE INDEX expression ON host (lower(b))",
                "CREATE VIEW plain AS SELECT * FROM tenant",
                "CREATE VIRTUAL TABLE seen USING fts5(id)");

        assertUnfit(Unfitness.NO_SUCH_PLACE, upsert("excluded", "id", "{'id':1}"), "no table 'excluded'");
        assertUnfit(Unfitness.NO_SUCH_PLACE, upsert("plain", "id", "{'id':1}"), "'plain' is a view");
        assertUnfit(Unfitness.NO_SUCH_PLACE, upsert("seen", "id", "{'id':'1'}"), "'seen' is a virtual");
        assertUnfit(Unfitness.NO_SUCH_PLACE, upsert("host", "id", "{'id':1,'c':1}"), "there are: id, a, b, twice");
        assertUnfit(Unfitness.NO_SUCH_PLACE, upsert("host", "id", "{'id':1,'twice':'x'}"), "generated column");
        assertUnfit(Unfitness.NO_SUCH_PLACE, upsert("host", "b", "{'b':'x'}"), "a unique index: (id), (a).");
        assertUnfit(Unfitness.NO_SUCH_PLACE, upsert("host", "id','a", "{'id':1,'a':'x'}"), "pk is (id, a)");
        assertUnfit(Unfitness.NO_SUCH_PLACE, upsert("host", "rowid", "{'rowid':1}"), "'rowid'");
    }

    @Test
    void primaryKeyIsNeverNull_alsoWhereAnotherKeyIsUsed() throws Exception {
        node.execute("CREATE TABLE host (id INTEGER PRIMARY KEY, a TEXT UNIQUE)");

        assertUnfit(
                Unfitness.BAD_CONTENT, upsert("host", "a", "{'id':null,'a':'x'}"), "row 1, column 'id': it is null");
    }

    private void assertUnfit(Unfitness kind, String artifact, String said) {
        assertThatThrownBy(() -> node.apply(artifact))
                .isInstanceOfSatisfying(
                        UnfitEventException.class,
                        unfit -> assertThat(unfit.kind()).isEqualTo(kind))
                .hasMessageContaining(said);
    }

    private List<String> tenants() throws SQLException {
        return node.rows("SELECT * FROM main.tenant ORDER BY id");
    }

    private static String upsert(String table, String key, String rows) {
        return json("{'changes':[{'table':'" + table + "','op':'upsert','pk':['" + key + "'],'rows':[" + rows + "]}]}");
    }

    private static String json(String withApostrophes) {
        return withApostrophes.replace('\'', '"');
    }
}
