package io.controlfeed.publisher.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.publisher.Database;
import io.controlfeed.publisher.Database.Fresh;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator asks must not read what was published long ago, and what retention removes is found by an index. */
class OperatorPlansTest {
    private static final int ROWS = 100_000;
    private static final String NUMBERS =
            " FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                    + ") SELECT i FROM n) AS n";

    @TempDir
    Path dir;

    /** An outbox of mostly published rows. */
    private Fresh filled(Database database) throws SQLException {
        Fresh outbox = database.create(dir);
        outbox.execute("INSERT INTO control_events_outbox (event_id, event_type, state, published_control_version,"
                + " published_at) SELECT 'p' || i, 'tenant.updated', 'published', i, '2026-01-01T00:00:00.000Z'"
                + at(database)
                + NUMBERS);
        outbox.execute("INSERT INTO control_events_outbox (event_id, event_type, state, discarded_at) SELECT 'd' || i,"
                + " 'tenant.updated', 'discarded', '2026-01-01T00:00:00.000Z'" + at(database) + NUMBERS
                + " WHERE i % 100 = 0");
        outbox.execute(
                "INSERT INTO control_events_outbox (event_id, event_type, subject, state, parked_at) SELECT 'k' || i,"
                        + " 'tenant.updated', 's' || i, 'parked', '2026-01-01T00:00:00.000Z'" + at(database) + NUMBERS
                        + " WHERE i % 100 = 0");
        outbox.execute("INSERT INTO control_events_outbox (event_id, event_type) SELECT 'n' || i, 'tenant.updated'"
                + NUMBERS + " WHERE i % 50 = 0");
        outbox.execute("ANALYZE");
        return outbox;
    }

    private static String at(Database database) {
        return database == Database.POSTGRESQL ? "::timestamptz" : "";
    }

    /** As the database tells it. */
    private static String plan(Fresh outbox, Database database, String statement, Object... parameters)
            throws SQLException {
        String explain = database == Database.POSTGRESQL ? "EXPLAIN " : "EXPLAIN QUERY PLAN ";
        String sql = Dialect.valueOf(database.name()).sql(statement);
        try (Connection connection = outbox.connect();
                PreparedStatement ask = connection.prepareStatement(explain + sql)) {
            for (int i = 0; i < parameters.length; i++) {
                ask.setObject(i + 1, parameters[i]);
            }
            StringBuilder plan = new StringBuilder();
            try (ResultSet line = ask.executeQuery()) {
                while (line.next()) {
                    plan.append(line.getString(line.getMetaData().getColumnCount()))
                            .append('\n');
                }
            }
            return plan.toString();
        }
    }

    private static void isWithoutFullScan(String plan) {
        assertThat(plan)
                .doesNotContain("Seq Scan on control_events_outbox")
                .doesNotContainPattern("SCAN control_events_outbox *\n")
                .doesNotContainPattern("SCAN (o|held|front) *\n");
    }

    @ParameterizedTest
    @EnumSource
    void retention_findsWhatIsOldByItsIndexes(Database database) throws Exception {
        Fresh outbox = filled(database);
        String published = plan(outbox, database, OutboxRetention.PUBLISHED, 100L);
        String discarded = plan(outbox, database, OutboxRetention.DISCARDED, 100L);

        String removing = plan(outbox, database, OutboxRetention.REMOVE, "[1,2,3]");

        assertThat(published).contains("control_events_outbox_published");
        assertThat(discarded).contains("control_events_outbox_discarded");
        isWithoutFullScan(published);
        isWithoutFullScan(discarded);
        isWithoutFullScan(removing);
    }

    @ParameterizedTest
    @EnumSource
    void status_countsByTheIndexesOfWhatIsNotDone(Database database) throws Exception {
        String plan = plan(filled(database), database, OutboxView.STATUS);

        assertThat(plan).contains("control_events_outbox_pending", "control_events_outbox_aside");
        isWithoutFullScan(plan);
    }

    @ParameterizedTest
    @EnumSource
    void list_ofRowsThatAreNotDone_usesTheirIndexes(Database database) throws Exception {
        Fresh outbox = filled(database);
        for (RowState state : Set.of(RowState.PENDING, RowState.PARKED)) {
            String plan = plan(
                    outbox,
                    database,
                    OutboxView.statement(state, new OutboxView.Filter(Set.of(state), null, null, true, 100)),
                    100L);
            assertThat(plan)
                    .contains(
                            state == RowState.PENDING
                                    ? "control_events_outbox_pending"
                                    : "control_events_outbox_aside");
            isWithoutFullScan(plan);
        }
    }

    @ParameterizedTest
    @EnumSource
    void retryOfAllThatIsParked_findsItByItsIndex(Database database) throws Exception {
        String plan = plan(filled(database), database, OutboxDesk.PARKED);

        assertThat(plan).contains("control_events_outbox_aside");
        isWithoutFullScan(plan);
    }

    @ParameterizedTest
    @EnumSource
    void orderOfSubjects_looksOnlyAtWhatStandsAside(Database database) throws Exception {
        Fresh outbox = filled(database);

        isWithoutFullScan(plan(outbox, database, SubjectOrder.IS_ANY_HELD));
        isWithoutFullScan(plan(outbox, database, SubjectOrder.SUBJECTS_WITH_HELD, "[1,2,3]"));
        isWithoutFullScan(plan(outbox, database, SubjectOrder.RELEASE, "s", "t", "s", "t", "s", "t"));
        isWithoutFullScan(plan(outbox, database, SubjectOrder.RELEASE_FORGOTTEN));
    }
}
