package io.controlfeed.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.pump.PumpSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A row that fails holds back what follows on its subject, and nothing else. */
class SubjectOrderTest {
    private static final String UNPOISON =
            "UPDATE control_events_outbox SET attributes = NULL WHERE attributes IS NOT NULL";
    private static final String RETRY =
            "UPDATE control_events_outbox SET state = 'pending', parked_at = NULL, attempt_count = 0 WHERE state = 'parked'";

    private static final int ROUNDS = 25;
    private static final int TRAFFIC = 20;
    private static final int LET_GO_AFTER = 2;

    @TempDir
    Path dir;

    private final MemoryFeed feed = new MemoryFeed();

    @ParameterizedTest
    @EnumSource
    void poison_isParkedAfterItsAttempts_andItsSubjectWaitsBehindIt(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Rows.enqueue(
                outbox, Rows.event("a1", "a"), Rows.poison("a2", "a"), Rows.event("a3", "a"), Rows.event("b1", "b"));

        RunningPump.during(outbox, feed, () -> {
            Eventually.holds("a2 is parked", () -> Rows.state(outbox, "a2").equals("parked"));
            Rows.enqueue(outbox, Rows.event("a4", "a"), Rows.event("b2", "b"));
            Eventually.holds("b2 is published", () -> Rows.state(outbox, "b2").equals("published"));
            Eventually.holds("a4 is held", () -> Rows.state(outbox, "a4").equals("held"));
        });

        assertThat(Rows.ids(FeedContent.of(feed))).containsExactly("a1", "b1", "b2");
        assertThat(outbox.query("SELECT attempt_count, last_error FROM control_events_outbox WHERE event_id = 'a2'"))
                .singleElement()
                .asString()
                .startsWith("3 append of event 'a2' to memory: it asks to be rejected");
        assertThat(Rows.state(outbox, "a3")).isEqualTo("held");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasHeld_followsInOrder_howeverMuchItIs(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        List<ControlEvent> all = new ArrayList<>(List.of(Rows.poison("first", "a")));
        all.addAll(Rows.events("next", 3_500, "a", "b"));
        Rows.enqueue(outbox, all);
        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();
        assertThat(outbox.query(Rows.STATES)).contains("held 1750", "published 1750");

        outbox.execute(UNPOISON);
        outbox.execute(RETRY);
        RunningPump.during(outbox, feed, () -> {
            Rows.enqueue(outbox, Rows.events("last", 10, "a"));
            Eventually.holds(
                    "everything is published",
                    () -> outbox.query(Rows.STATES).equals(List.of("published " + (all.size() + 10))));
        });

        List<String> expected = new ArrayList<>(List.of("first"));
        expected.addAll(Rows.ids(Rows.events("next", 3_500, "a", "b").stream()
                .filter(event -> event.subject().equals("a"))
                .toList()));
        expected.addAll(Rows.ids(Rows.events("last", 10, "a")));
        assertThat(FeedContent.of(feed).stream()
                        .filter(event -> event.subject().equals("a"))
                        .map(ControlEvent::eventId))
                .containsExactlyElementsOf(expected);
    }

    /** Rows are read while those before them are on their way: what was true when they were read need not be true any more. */
    @ParameterizedTest
    @EnumSource
    void subjectThatIsLetGoUnderLiveTraffic_keepsItsOrder(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        PumpSettings quick = RunningPump.QUICK;
        PumpSettings impatient = new PumpSettings(
                "test",
                quick.batch(),
                1,
                quick.firstDelay(),
                quick.longestDelay(),
                quick.poll(),
                quick.lease(),
                false,
                false);
        List<String> expected = new ArrayList<>();
        RunningPump.during(outbox, feed, impatient, () -> {
            for (int round = 0; round < ROUNDS; round++) {
                String poison = "poison-" + round;
                Rows.enqueue(outbox, Rows.poison(poison, "a"));
                expected.add(poison);
                Eventually.holds(
                        poison + " is parked", () -> Rows.state(outbox, poison).equals("parked"));
                for (int i = 0; i < TRAFFIC; i++) {
                    String id = "live-" + round + "-" + i;
                    Rows.enqueue(outbox, Rows.event(id, "a"));
                    expected.add(id);
                    if (i == LET_GO_AFTER) {
                        outbox.execute(UNPOISON);
                        outbox.execute(RETRY);
                    }
                }
                Eventually.holds(
                        "all are published",
                        () -> outbox.query(Rows.STATES).equals(List.of("published " + expected.size())));
            }
        });
        assertThat(Rows.ids(FeedContent.of(feed))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void tenantsWithEqualSubjects_areTwoSubjects(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        ControlEvent poison = ControlEvent.builder("p", "t", "s")
                .tenantId("one")
                .attribute(MemoryFeed.REJECT, "")
                .build();
        ControlEvent behind =
                ControlEvent.builder("q", "t", "s").tenantId("one").build();
        ControlEvent other = ControlEvent.builder("r", "t", "s").tenantId("two").build();
        Rows.enqueue(outbox, poison, behind, other, Rows.event("none", "s"));

        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();

        assertThat(Rows.ids(FeedContent.of(feed))).containsExactly("r", "none");
        assertThat(Rows.state(outbox, "q")).isEqualTo("held");
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeDecoded_isParkedWithWhatIsWrong(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        outbox.execute("INSERT INTO control_events_outbox (event_id, event_type, subject, attributes) VALUES"
                + " ('bad json', 'x', 'a', '{'), ('fine', 'x', 'a', NULL), ('no-type', '', 'b', NULL),"
                + " ('far', 'x', 'c', '{\"k\":1}'), ('sum', 'x', 'd', NULL)");
        outbox.execute("UPDATE control_events_outbox SET checksum = 'md5:1' WHERE event_id = 'sum'");

        RunningPump.during(outbox, feed, () -> {
            Eventually.holds("all are parked", () -> outbox.query(Rows.STATES).equals(List.of("held 1", "parked 4")));
        });

        assertThat(outbox.query(
                        "SELECT event_id, last_error FROM control_events_outbox WHERE state = 'parked' ORDER BY id"))
                .satisfiesExactly(
                        row -> assertThat(row).contains("bad json", "column attributes: not JSON"),
                        row -> assertThat(row).contains("no-type", "type"),
                        row -> assertThat(row).contains("far", "attributes.k"),
                        row -> assertThat(row).contains("sum", "checksum"));
        assertThat(FeedContent.of(feed)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void manyFailingRows_starveNobody(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        List<ControlEvent> poison = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            poison.add(Rows.poison("poison-" + i, "poison-" + i));
        }
        Rows.enqueue(outbox, poison);

        RunningPump.during(outbox, feed, () -> {
            Rows.enqueue(outbox, Rows.events("good", 3_000, "a", "b", "c"));
            Eventually.holds(
                    "all the rest flows",
                    () -> outbox.query("SELECT count(*) FROM control_events_outbox WHERE state = 'published'")
                            .equals(List.of("3000")));
        });

        assertThat(Rows.ids(FeedContent.of(feed))).isEqualTo(Rows.ids(Rows.events("good", 3_000, "a", "b", "c")));
    }
}
