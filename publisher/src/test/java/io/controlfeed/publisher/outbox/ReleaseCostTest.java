package io.controlfeed.publisher.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.publisher.Database;
import io.controlfeed.publisher.Database.Fresh;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;

/** What is held on one subject costs nothing until it is its turn. A plan does not tell: SQLite counts the steps. */
class ReleaseCostTest {
    private static final int DONE = 1_000;
    private static final int FEW = 2_000;
    private static final int MANY = 10 * FEW;
    private static final String DONE_IDS =
            LongStream.rangeClosed(1, DONE).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    private static final String FILL = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
            INSERT INTO control_events_outbox (event_id, event_type, subject, state, discarded_at)
                SELECT '%s-' || i, 't', 's', '%s', %s FROM n""";

    @TempDir
    Path dir;

    @Test
    void subjectsWithSomethingHeld_areFoundWithoutALookAtAllOfIt() throws SQLException {
        List<Object> done = List.of(DONE_IDS);

        assertThat(steps(MANY, SubjectOrder.SUBJECTS_WITH_HELD, done))
                .isLessThan(2 * steps(FEW, SubjectOrder.SUBJECTS_WITH_HELD, done));
    }

    @Test
    void nextOfThem_areLetGoWithoutALookAtTheRest() throws SQLException {
        List<Object> subject = List.of("s", "", "s", "", "s", "");

        assertThat(steps(MANY, SubjectOrder.RELEASE, subject))
                .isLessThan(2 * steps(FEW, SubjectOrder.RELEASE, subject));
    }

    private long steps(int held, String statement, List<Object> parameters) throws SQLException {
        Fresh outbox = Database.SQLITE.create(dir);
        try (Connection connection = outbox.connect()) {
            connection.createStatement().execute(FILL.formatted(DONE, "done", "discarded", Dialect.SQLITE.say("now")));
            connection.createStatement().execute(FILL.formatted(held, "held", "held", "NULL"));
            AtomicLong steps = new AtomicLong();
            try (PreparedStatement counted = connection.prepareStatement(Dialect.SQLITE.sql(statement))) {
                for (int i = 0; i < parameters.size(); i++) {
                    counted.setObject(i + 1, parameters.get(i));
                }
                ProgressHandler.setHandler(connection, 1, new ProgressHandler() {
                    @Override
                    protected int progress() {
                        steps.incrementAndGet();
                        return 0;
                    }
                });
                counted.execute();
            } finally {
                ProgressHandler.clearHandler(connection);
            }
            return steps.get();
        }
    }
}
