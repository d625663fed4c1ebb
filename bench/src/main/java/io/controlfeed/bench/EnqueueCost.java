package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.publisher.outbox.Outbox;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What an event in the outbox costs its producer, beside an insert into a table that has the columns and nothing else. */
final class EnqueueCost {
    private static final String OUTBOX = "outbox";

    private final Effort effort;
    private final Database database;

    EnqueueCost(Effort effort, Database database) {
        this.effort = effort;
        this.database = database;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        Database outbox = database.empty("enqueue_outbox").withOutbox();
        PlainOutbox plain = PlainOutbox.bare(database.empty("enqueue_plain"));
        List<Row> rows = new ArrayList<>();
        try (Connection ours = outbox.connect();
                Connection floors = plain.database().connect()) {
            ours.setAutoCommit(false);
            floors.setAutoCommit(false);
            for (boolean isCommitted : new boolean[] {true, false}) {
                String what = (isCommitted ? "enqueue and commit, " : "enqueue, ") + database.name();
                progress.begin(what);
                Contest contest = new Contest();
                contest.enter(OUTBOX, () -> round(new Outbox()::enqueue, ours, isCommitted));
                contest.enter(Contest.FLOOR, () -> round(plain, floors, isCommitted));
                contest.run(effort.rounds());
                rows.add(contest.row(what + ", p50", OUTBOX, Measure.micros(0.5)));
                rows.add(contest.row(what + ", p99", OUTBOX, Measure.micros(0.99)));
            }
        } catch (SQLException failed) {
            throw database.failed(failed);
        }
        return rows;
    }

    private Samples round(Backlog.Producer outbox, Connection connection, boolean isCommitted)
            throws IOException, InterruptedException {
        List<ControlEvent> events = Changes.events(effort.polls());
        Samples samples = Samples.timed(events.size(), n -> {
            try {
                outbox.put(connection, List.of(events.get(n)));
                if (isCommitted) {
                    connection.commit();
                }
            } catch (SQLException failed) {
                throw database.failed(failed);
            }
        });
        try {
            connection.commit();
        } catch (SQLException failed) {
            throw database.failed(failed);
        }
        return samples;
    }
}
