package io.controlfeed.publisher.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.publisher.Database;
import io.controlfeed.publisher.Database.Fresh;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pump asks all the time costs the same in an outbox of millions of rows as in an empty one. */
class QueryPlanTest {
    private static final int ROWS = 20_000;
    private static final String NUMBERS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS + ") ";
    private static final String FILL = "INSERT INTO control_events_outbox (event_id, event_type, subject, state,"
            + " published_control_version, published_at, next_attempt_at, parked_at) ";

    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource
    void noStatementOfTheHotPath_readsAWholeTable(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        try (Connection connection = outbox.connect()) {
            Dialect dialect = Dialect.of(connection);
            String now = dialect.say("now");
            fill(
                    connection,
                    NUMBERS + FILL + "SELECT 'p' || i, 't', 's' || (i % 100), 'published', i, " + now
                            + ", NULL, NULL FROM n");
            fill(
                    connection,
                    NUMBERS + FILL + "SELECT 'q' || i, 't', 's' || i, 'pending', NULL, NULL, NULL, NULL FROM n");
            fill(
                    connection,
                    NUMBERS + FILL + "SELECT 'r' || i, 't', 'r' || i, 'retrying', NULL, NULL, " + now
                            + ", NULL FROM n");
            fill(connection, NUMBERS + FILL + "SELECT 'h' || i, 't', 'r' || i, 'held', NULL, NULL, NULL, NULL FROM n");
            fill(
                    connection,
                    NUMBERS + FILL + "SELECT 'x' || i, 't', 'x' || i, 'parked', NULL, NULL, NULL, " + now + " FROM n");
            connection.createStatement().execute("ANALYZE");
            String ids = "[1,2,3,30001]";

            assertFlat(connection, dialect, PumpStore.PENDING, ids, 1000);
            assertFlat(connection, dialect, PumpStore.DUE, ids, 100);
            assertFlat(connection, dialect, PumpStore.UNSETTLED, "[\"q5\",\"p7\",\"missing\"]");
            assertFlat(connection, dialect, PumpStore.PUBLISH, "{\"30001\":5}");
            assertFlat(connection, dialect, SubjectOrder.HOLD, ids);
            assertFlat(connection, dialect, SubjectOrder.IS_ANY_HELD);
            assertFlat(connection, dialect, SubjectOrder.SUBJECTS_WITH_HELD, ids);
            assertFlat(connection, dialect, SubjectOrder.RELEASE, "r5", "", "r5", "", "r5", "");
        }
    }

    private static void fill(Connection connection, String statement) throws SQLException {
        connection.createStatement().execute(statement);
    }

    private static void assertFlat(Connection connection, Dialect dialect, String statement, Object... parameters)
            throws SQLException {
        boolean isSqlite = dialect == Dialect.SQLITE;
        String explain = isSqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
        List<String> plan = new ArrayList<>();
        try (PreparedStatement explained = connection.prepareStatement(explain + dialect.sql(statement))) {
            for (int i = 0; i < parameters.length; i++) {
                explained.setObject(i + 1, parameters[i]);
            }
            try (ResultSet line = explained.executeQuery()) {
                while (line.next()) {
                    plan.add(line.getString(isSqlite ? 4 : 1));
                }
            }
        }
        assertThat(plan)
                .as(statement)
                .noneMatch(line -> line.contains("Seq Scan"))
                .noneMatch(line -> line.startsWith("SCAN") && !endsWithTheLimit(line))
                .noneMatch(line -> statement.contains("LIMIT")
                        && (line.contains("TEMP B-TREE FOR ORDER BY") || line.contains("Sort Key")));
    }

    /** An index that holds only what is wanted, in its order; or the parameter. */
    private static boolean endsWithTheLimit(String scan) {
        return scan.contains("control_events_outbox_pending")
                || scan.contains("json_each")
                || scan.contains("CONSTANT ROW")
                || scan.contains("VIRTUAL TABLE");
    }
}
