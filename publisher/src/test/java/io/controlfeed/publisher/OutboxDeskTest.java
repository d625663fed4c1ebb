package io.controlfeed.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.outbox.OutboxDesk;
import io.controlfeed.publisher.outbox.OutboxDesk.Operator;
import io.controlfeed.publisher.outbox.OutboxEntry;
import io.controlfeed.publisher.outbox.OutboxException;
import io.controlfeed.publisher.outbox.OutboxView;
import io.controlfeed.publisher.outbox.OutboxView.Filter;
import io.controlfeed.publisher.outbox.RowState;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator does, while pumps run and while none does. */
@SuppressWarnings("try")
class OutboxDeskTest {
    private static final Operator SOMEBODY = new Operator("somebody", "because");

    private static final String PLAIN = "{}";

    @TempDir
    Path dir;

    private final MemoryFeed feed = new MemoryFeed();

    /** One row that the feed refuses, two behind it, and one of another subject. */
    private Fresh parked(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        insert(outbox, "poison", "s", "{\"" + MemoryFeed.REJECT + "\":\"yes\"}");
        insert(outbox, "second", "s", PLAIN);
        insert(outbox, "third", "s", PLAIN);
        insert(outbox, "other", "t", PLAIN);
        RunningPump.during(outbox, feed, () -> {
            Eventually.holds("the poison is parked", () -> states(outbox).contains("poison parked"));
        });
        assertThat(states(outbox)).containsExactly("poison parked", "second held", "third held", "other published");
        return outbox;
    }

    private static void insert(Fresh outbox, String id, String subject, String attributes) throws SQLException {
        outbox.execute("INSERT INTO control_events_outbox (event_id, event_type, subject, attributes) VALUES ('" + id
                + "', 'tenant.updated', '" + subject + "', " + "'" + attributes + "')");
    }

    private static List<String> states(Fresh outbox) throws SQLException {
        return outbox.query("SELECT event_id, state FROM control_events_outbox ORDER BY id");
    }

    private List<String> published() throws InterruptedException {
        return FeedContent.of(feed).stream().map(ControlEvent::eventId).toList();
    }

    private static OutboxDesk desk(Fresh outbox) {
        return new OutboxDesk(outbox.outbox());
    }

    @ParameterizedTest
    @EnumSource
    void retry_publishesTheRow_andThenWhatWaitedBehindIt(Database database) throws Exception {
        Fresh outbox = parked(database);
        outbox.execute("UPDATE control_events_outbox SET attributes = NULL WHERE event_id = 'poison'");

        assertThat(desk(outbox).retry(List.of("poison", "poison"), SOMEBODY)).isEqualTo(1);

        assertThat(states(outbox)).startsWith("poison pending", "second held", "third held");
        assertThat(outbox.query("SELECT attempt_count, parked_at FROM control_events_outbox WHERE event_id = 'poison'"))
                .containsExactly("0 null");
        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();
        assertThat(published()).containsExactly("other", "poison", "second", "third");
    }

    @ParameterizedTest
    @EnumSource
    void retry_underARunningPump_keepsTheOrder(Database database) throws Exception {
        Fresh outbox = parked(database);
        RunningPump.during(outbox, feed, () -> {
            desk(outbox).retryAllParked(SOMEBODY);
            Eventually.holds(
                    "it is parked again",
                    () -> outbox.query(
                                    "SELECT count(*) FROM control_events_outbox WHERE event_id = 'poison' AND state = 'parked'")
                            .contains("1"));
            insert(outbox, "fourth", "s", PLAIN);
            outbox.execute("UPDATE control_events_outbox SET attributes = NULL WHERE event_id = 'poison'");
            desk(outbox).retryAllParked(SOMEBODY);
            Eventually.holds("all are published", () -> published().size() == 5);
        });
        assertThat(published()).containsExactly("other", "poison", "second", "third", "fourth");
    }

    @ParameterizedTest
    @EnumSource
    void discard_releasesWhatWaitedBehindIt_andIsCounted(Database database) throws Exception {
        Fresh outbox = parked(database);

        assertThat(desk(outbox).discard(List.of("poison"), SOMEBODY)).isEqualTo(1);

        assertThat(states(outbox)).startsWith("poison discarded", "second pending", "third pending");
        assertThat(outbox.query("SELECT discarded_total FROM control_events_pump"))
                .containsExactly("1");
        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();
        assertThat(published()).containsExactly("other", "second", "third");
    }

    @ParameterizedTest
    @EnumSource
    void eachAction_isRecorded_withWhoAndWhy(Database database) throws Exception {
        Fresh outbox = parked(database);
        desk(outbox).retry(List.of("poison"), SOMEBODY);
        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();
        outbox.execute(
                "UPDATE control_events_outbox SET state = 'parked', next_attempt_at = NULL, parked_at = created_at"
                        + " WHERE event_id = 'poison'");
        desk(outbox).discard(List.of("poison"), new Operator("somebody else", null));

        assertThat(outbox.query("SELECT action, event_id, actor, reason FROM control_events_action ORDER BY id"))
                .containsExactly("retry poison somebody because", "discard poison somebody else null");
        assertThat(outbox.query("SELECT count(*) FROM control_events_action WHERE at IS NULL"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsUnknownOrNotParked_isNamed_andNothingIsDone(Database database) throws Exception {
        Fresh outbox = parked(database);
        List<String> before = states(outbox);
        List<String> named = List.of("poison", "absent", "second", "other");

        for (String action : List.of("retry", "discard")) {
            assertThatThrownBy(() -> {
                        if (action.equals("retry")) {
                            desk(outbox).retry(named, SOMEBODY);
                        } else {
                            desk(outbox).discard(named, SOMEBODY);
                        }
                    })
                    .isInstanceOf(OutboxException.class)
                    .hasMessageContaining("'absent' is not in the outbox; 'second' is held, and neither parked nor"
                            + " retrying; 'other' is published")
                    .hasMessageContaining("Nothing was done");
        }
        assertThat(states(outbox)).isEqualTo(before);
        assertThat(outbox.query("SELECT count(*) FROM control_events_action")).containsExactly("0");
        assertThat(outbox.query("SELECT discarded_total FROM control_events_pump"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatMayBeInTheFeed_isNotDiscarded_butCanBeRetried(Database database) throws Exception {
        Fresh outbox = parked(database);
        retrying(outbox, "feed_floor = 7, next_attempt_at = '2999-01-01T00:00:00.000Z'");

        assertThatThrownBy(() -> desk(outbox).discard(List.of("poison"), SOMEBODY))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("'poison' may be in the feed already");
        assertThat(desk(outbox).retry(List.of("poison"), SOMEBODY)).isEqualTo(1);
        assertThat(outbox.query("SELECT state, feed_floor FROM control_events_outbox WHERE event_id = 'poison'"))
                .containsExactly("pending 7");
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatIsTriedJustNow_isNotDiscarded_unlessItsTimeIsStillToCome(Database database) throws Exception {
        Fresh outbox = parked(database);
        outbox.execute("UPDATE control_events_pump SET is_settled = 0");
        retrying(outbox, "next_attempt_at = '2001-01-01T00:00:00.000Z'");

        assertThatThrownBy(() -> desk(outbox).discard(List.of("poison"), SOMEBODY))
                .hasMessageContaining("may be on its way into the feed just now");
        retrying(outbox, "next_attempt_at = '2999-01-01T00:00:00.000Z'");
        assertThat(desk(outbox).discard(List.of("poison"), SOMEBODY)).isEqualTo(1);
    }

    private static void retrying(Fresh outbox, String more) throws SQLException {
        outbox.execute("UPDATE control_events_outbox SET state = 'retrying', parked_at = NULL, " + more
                + " WHERE event_id = 'poison'");
    }

    @ParameterizedTest
    @EnumSource
    void anOutboxWithoutTables_saysHowToMakeThem(Database database) throws Exception {
        Fresh empty = database.empty(dir);
        assertThatThrownBy(() -> desk(empty).retryAllParked(SOMEBODY))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("controlfeed outbox init");
    }

    @ParameterizedTest
    @EnumSource
    void list_showsWhatIsAskedFor_inItsOrder(Database database) throws Exception {
        Fresh outbox = parked(database);
        try (OutboxView view = new OutboxView(outbox.outbox())) {
            assertThat(ids(view, RowState.OPEN, null, false, 10)).containsExactly("poison", "second", "third");
            assertThat(ids(view, RowState.OPEN, null, true, 2)).containsExactly("third", "second");
            assertThat(ids(view, Set.of(RowState.PUBLISHED, RowState.PARKED), null, false, 10))
                    .containsExactly("poison", "other");
            assertThat(ids(view, EnumSet.allOf(RowState.class), "t", false, 10)).containsExactly("other");

            OutboxEntry poison = view.list(new Filter(Set.of(RowState.PARKED), "s", "", false, 1))
                    .get(0);
            assertThat(poison.attempts()).isEqualTo(3);
            assertThat(poison.lastError()).contains("it asks to be rejected");
            assertThat(poison.since()).matches("20\\d\\d-.*Z");
            assertThat(poison.controlVersion()).isNull();
        }
    }

    private static List<String> ids(
            OutboxView view, Set<RowState> states, @Nullable String subject, boolean newestFirst, int limit)
            throws SQLException {
        return view.list(new Filter(states, subject, null, newestFirst, limit)).stream()
                .map(OutboxEntry::eventId)
                .toList();
    }
}
